package dev.parlance.tck.transport;

import dev.parlance.model.ChatException;
import dev.parlance.model.RoomId;
import dev.parlance.transport.ChatSession;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.CloseReason;
import dev.parlance.transport.ServerReply;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands on to another, but for what a fault overrides. */
abstract class ForwardingSession implements ChatSession {
    private final ChatSession to;

    ForwardingSession(ChatSession to) {
        this.to = to;
    }

    @Override
    public void receive(ClientCommand command, long requestId, long bytes) {
        to.receive(command, requestId, bytes);
    }

    @Override
    public void ask(ClientCommand command, long bytes, Consumer<? super ServerReply> answer) {
        to.ask(command, bytes, answer);
    }

    @Override
    public void refuse(
            ChatException error, @Nullable String event, @Nullable RoomId roomId, long requestId, long bytes) {
        to.refuse(error, event, roomId, requestId, bytes);
    }

    @Override
    public void receiveOther(long bytes) {
        to.receiveOther(bytes);
    }

    @Override
    public void cutOff(CloseReason reason) {
        to.cutOff(reason);
    }

    @Override
    public void caughtUp() {
        to.caughtUp();
    }

    @Override
    public void writable() {
        to.writable();
    }

    @Override
    public void disconnected() {
        to.disconnected();
    }
}
