package dev.parlance.protocol;

import dev.parlance.protocol.json.JsonBytes;
import dev.parlance.protocol.words.EventWriter;
import dev.parlance.transport.AnswerFrame;
import dev.parlance.transport.EventFrame;
import dev.parlance.transport.FrameEncoder;
import dev.parlance.transport.ServerEvent;
import dev.parlance.transport.ServerReply;
import tools.jackson.core.JsonGenerator;

/** The native protocol's envelope around events and answers. */
final class NativeEncoder implements FrameEncoder {
    private final Framing framing;

    NativeEncoder(Framing framing) {
        this.framing = framing;
    }

    @Override
    public EventFrame event(ServerEvent event) {
        JsonBytes text = JsonBytes.write(event, NativeEncoder::write);
        byte[] frame = framing.frame(text.array(), text.length());
        return new EventFrame(frame, frame.length - text.length(), event);
    }

    private static void write(ServerEvent event, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("event", event.name());
        json.writeName("data");
        EventWriter.write(event, json);
        json.writeEndObject();
    }

    @Override
    public AnswerFrame reply(long requestId, ServerReply reply) {
        JsonBytes text = JsonBytes.write(json -> {
            json.writeStartObject();
            json.writeNumberProperty("id", requestId);
            json.writeName(reply instanceof ServerReply.Failed ? "error" : "data");
            EventWriter.write(reply, json);
            json.writeEndObject();
        });
        byte[] frame = framing.frame(text.array(), text.length());
        return new AnswerFrame(frame, frame.length - text.length(), requestId);
    }
}
