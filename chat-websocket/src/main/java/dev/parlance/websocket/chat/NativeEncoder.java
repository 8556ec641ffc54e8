package dev.parlance.websocket.chat;

import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FrameEncoder;
import dev.parlance.transport.FramePriority;
import dev.parlance.transport.ServerEvent;
import dev.parlance.transport.ServerReply;
import dev.parlance.websocket.json.EventWriter;
import dev.parlance.websocket.json.JsonBytes;
import dev.parlance.websocket.rfc6455.Frames;

/** The native protocol's envelope around events and answers, in WebSocket text frames. */
final class NativeEncoder implements FrameEncoder {
    @Override
    public EncodedFrame event(ServerEvent event) {
        JsonBytes bytes = JsonBytes.write(json -> {
            json.writeStartObject();
            json.writeStringProperty("event", EventWriter.name(event));
            json.writeName("data");
            EventWriter.write(event, json);
            json.writeEndObject();
        });
        return Frames.text(bytes.array(), bytes.length(), event.priority());
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
        return Frames.text(bytes.array(), bytes.length(), FramePriority.ESSENTIAL);
    }
}
