package dev.parlance.websocket.chat;

import dev.parlance.protocol.json.JsonBytes;
import dev.parlance.transport.AnswerFrame;
import dev.parlance.transport.EventFrame;
import dev.parlance.transport.FrameEncoder;
import dev.parlance.transport.ServerEvent;
import dev.parlance.transport.ServerReply;
import dev.parlance.websocket.rfc6455.Frames;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Encodes for all clients that can recover: events as packets that lack their end, as each client gets them with an offset of its own as the last argument. */
final class RecoverableEncoder implements FrameEncoder {
    private final SocketIoEncoder packets = new SocketIoEncoder();

    @Override
    public EventFrame event(ServerEvent event) {
        JsonBytes packet = SocketIoEncoder.packet(event);
        byte[] withoutBracket = Arrays.copyOf(packet.array(), packet.length() - 1);
        return new EventFrame(withoutBracket, 0, event);
    }

    @Override
    public AnswerFrame reply(long requestId, ServerReply reply) {
        return packets.reply(requestId, reply);
    }

    /** The frame that one client gets. */
    static EventFrame with(String offset, EventFrame event) {
        byte[] end = (",\"" + offset + "\"]").getBytes(StandardCharsets.UTF_8);
        return Frames.text(event, end);
    }
}
