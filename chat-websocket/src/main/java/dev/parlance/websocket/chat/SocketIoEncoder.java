package dev.parlance.websocket.chat;

import dev.parlance.protocol.json.JsonBytes;
import dev.parlance.protocol.words.EventWriter;
import dev.parlance.transport.AnswerFrame;
import dev.parlance.transport.EventFrame;
import dev.parlance.transport.FrameEncoder;
import dev.parlance.transport.ServerEvent;
import dev.parlance.transport.ServerReply;
import dev.parlance.websocket.rfc6455.Frames;
import dev.parlance.websocket.socketio.protocol.PacketFrames;
import tools.jackson.core.JsonGenerator;

/** Socket.IO's packets around events and answers, in WebSocket text frames; polling takes the text out of them. */
final class SocketIoEncoder implements FrameEncoder {
    private static final String EVENT = PacketFrames.eventPrefix();

    @Override
    public EventFrame event(ServerEvent event) {
        JsonBytes packet = packet(event);
        byte[] frame = Frames.textBytes(packet.array(), packet.length());
        return new EventFrame(frame, frame.length - packet.length(), event);
    }

    /** The packet of an event, the calling thread's own until it writes again. */
    static JsonBytes packet(ServerEvent event) {
        return JsonBytes.write(event, SocketIoEncoder::write);
    }

    private static void write(ServerEvent event, JsonGenerator json) {
        json.writeRaw(EVENT);
        json.writeStartArray();
        json.writeString(event.name());
        EventWriter.write(event, json);
        json.writeEndArray();
    }

    @Override
    public AnswerFrame reply(long requestId, ServerReply reply) {
        JsonBytes packet = JsonBytes.write(json -> {
            json.writeRaw(PacketFrames.ackPrefix(requestId));
            json.writeStartArray();
            if (reply instanceof ServerReply.Failed) {
                json.writeStartObject();
                json.writeName("error");
                EventWriter.write(reply, json);
                json.writeEndObject();
            } else {
                EventWriter.write(reply, json);
            }
            json.writeEndArray();
        });
        byte[] frame = Frames.textBytes(packet.array(), packet.length());
        return new AnswerFrame(frame, frame.length - packet.length(), requestId);
    }
}
