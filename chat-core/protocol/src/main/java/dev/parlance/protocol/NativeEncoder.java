package dev.parlance.protocol;

import dev.parlance.protocol.json.JsonBytes;
import dev.parlance.protocol.words.EventWriter;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FrameEncoder;
import dev.parlance.transport.FramePriority;
import dev.parlance.transport.ServerEvent;
import dev.parlance.transport.ServerReply;

/** The native protocol's envelope around events and answers. */
final class NativeEncoder implements FrameEncoder {
    private final Framing framing;

    NativeEncoder(Framing framing) {
        this.framing = framing;
    }

    @Override
    public EncodedFrame event(ServerEvent event) {
        JsonBytes bytes = JsonBytes.write(json -> {
            json.writeStartObject();
            json.writeStringProperty("event", EventWriter.name(event));
            json.writeName("data");
            EventWriter.write(event, json);
            json.writeEndObject();
        });
        return frame(bytes, event.priority());
    }

    @Override
    public EncodedFrame reply(long requestId, ServerReply reply) {
        JsonBytes bytes = JsonBytes.write(json -> {
            json.writeStartObject();
            json.writeNumberProperty("id", requestId);
            json.writeName(reply instanceof ServerReply.Failed ? "error" : "data");
            EventWriter.write(reply, json);
            json.writeEndObject();
        });
        return frame(bytes, FramePriority.ESSENTIAL);
    }

    private EncodedFrame frame(JsonBytes text, FramePriority priority) {
        byte[] frame = framing.frame(text.array(), text.length());
        return new EncodedFrame(frame, frame.length - text.length(), priority);
    }
}
