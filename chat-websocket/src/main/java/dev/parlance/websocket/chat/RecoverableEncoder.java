package dev.parlance.websocket.chat;

import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FrameEncoder;
import dev.parlance.transport.ServerEvent;
import dev.parlance.transport.ServerReply;
import dev.parlance.websocket.rfc6455.Frames;
import org.jspecify.annotations.Nullable;

/**
 * Encodes for all clients that can recover. Answers to what a connection itself asked, under numbers that no client can send, are not encoded but handed
 * over: the engine asks for an answer's encoding and sends it in one breath, on the connection's lane.
 */
final class RecoverableEncoder implements FrameEncoder {
    /** Stands for an answer that is to be {@linkplain #takeAnswer taken}; never sent. */
    static final EncodedFrame ANSWER = Frames.text("");

    /** An answer to a connection. */
    record Answer(long requestId, ServerReply reply) {}

    private static final ThreadLocal<@Nullable Answer> HANDED = new ThreadLocal<>();

    private final SocketIoEncoder packets = new SocketIoEncoder();

    @Override
    public EncodedFrame event(ServerEvent event) {
        return RecoverableFrame.encode(event, SocketIoEncoder.packet(event));
    }

    @Override
    public EncodedFrame reply(long requestId, ServerReply reply) {
        if (requestId < SocketIoLogin.REQUEST_ID) {
            return packets.reply(requestId, reply);
        }
        HANDED.set(new Answer(requestId, reply));
        return ANSWER;
    }

    @Nullable
    Answer takeAnswer() {
        Answer answer = HANDED.get();
        HANDED.remove();
        return answer;
    }
}
