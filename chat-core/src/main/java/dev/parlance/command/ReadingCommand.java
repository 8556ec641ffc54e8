package dev.parlance.command;

import dev.parlance.model.RoomId;
import dev.parlance.policy.Action;
import dev.parlance.room.Membership;
import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** A request that reads of a room: who is in it does so as a part of that, others may have the right to read without being there. What it tells is paid for afterwards, as all that is long. */
abstract class ReadingCommand<C extends ClientCommand> extends Command<C> {
    private final RoomId roomId;
    private @Nullable Membership membership;

    ReadingCommand(Gate gate, Session session, C command, RoomId roomId, long requestId) {
        super(gate, session, command, requestId);
        this.roomId = roomId;
    }

    @Override
    public final boolean readsLog() {
        return true;
    }

    @Override
    final void check() {
        Membership found = session.find(roomId);
        membership = found != null && found.isLive() ? found : null;
    }

    @Override
    final boolean isOpenWithoutRecord() {
        return true;
    }

    @Override
    final long bytesCaused() {
        return 0;
    }

    @Override
    @Nullable
    final Action action() {
        return membership == null ? new Action.Read(roomId) : null;
    }

    /** As {@link #readLong}; whoever was in and was taken out meanwhile is not answered. */
    final <T> CompletionStage<Void> read(
            Supplier<? extends CompletionStage<T>> reading,
            ToLongFunction<? super T> bytes,
            Consumer<? super T> answer) {
        return readLong(reading, bytes, value -> {
            if (membership != null) {
                requireStillIn(membership);
            }
            answer.accept(value);
        });
    }
}
