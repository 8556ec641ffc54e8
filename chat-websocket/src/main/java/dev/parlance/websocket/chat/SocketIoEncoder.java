package dev.parlance.websocket.chat;

import dev.parlance.protocol.json.JsonBytes;
import dev.parlance.protocol.words.EventWriter;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FrameEncoder;
import dev.parlance.transport.FramePriority;
import dev.parlance.transport.ServerEvent;
import dev.parlance.transport.ServerReply;
import dev.parlance.websocket.rfc6455.Frames;
import dev.parlance.websocket.socketio.protocol.PacketFrames;

/** Socket.IO's packets around events and answers, in WebSocket text frames; polling takes the text out of them. */
final class SocketIoEncoder implements FrameEncoder {
    private static final String EVENT = PacketFrames.eventPrefix();

    @Override
    public EncodedFrame event(ServerEvent event) {
        JsonBytes bytes = packet(event);
        return Frames.text(bytes.array(), bytes.length(), event.priority());
    }

    static JsonBytes packet(ServerEvent event) {
        return JsonBytes.write(json -> {
            json.writeRaw(EVENT);
            json.writeStartArray();
            json.writeString(EventWriter.name(event));
            EventWriter.write(event, json);
            json.writeEndArray();
        });
    }

    @Override
    public EncodedFrame reply(long requestId, ServerReply reply) {
        if (requestId == SocketIoLogin.REQUEST_ID) {
            return SocketIoLogin.answer(reply);
        }
        JsonBytes bytes = JsonBytes.write(json -> {
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
        return Frames.text(bytes.array(), bytes.length(), FramePriority.ESSENTIAL);
    }
}
