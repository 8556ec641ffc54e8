package dev.parlance.command;

import dev.parlance.policy.Action;
import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.LongAnswers;
import dev.parlance.transport.ServerReply;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** {@code get_message}: reads one message in its latest state. */
final class ReadMessage extends Command<ClientCommand.ReadMessage> {
    private final RoomReading access;

    ReadMessage(Gate gate, Session session, ClientCommand.ReadMessage command, long requestId) {
        super(gate, session, command, requestId);
        this.access = new RoomReading(this, command.roomId());
    }

    @Override
    public boolean readsLog() {
        return true;
    }

    @Override
    void check() {
        access.check();
    }

    @Override
    boolean isOpenWithoutRecord() {
        return true;
    }

    @Override
    long bytesCaused() {
        return 0;
    }

    @Override
    @Nullable
    Action action() {
        return access.action();
    }

    @Override
    CompletionStage<Void> run() {
        return readLong(
                () -> Changing.latest(context, command().roomId(), command().messageId()),
                message -> LongAnswers.bytes(List.of(message)),
                message -> {
                    access.requireStill();
                    reply(new ServerReply.OneMessage(message));
                });
    }
}
