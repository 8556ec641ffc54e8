package dev.parlance.command;

import dev.parlance.model.RoomId;
import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** A request that reads of a room. What it tells is paid for afterwards, as all that is long. */
abstract class ReadingCommand<C extends ClientCommand> extends RoomCommand<C> {
    ReadingCommand(Gate gate, Session session, C command, RoomId roomId, long requestId) {
        super(gate, session, command, roomId, requestId);
    }

    @Override
    public final boolean readsLog() {
        return true;
    }

    /** As {@link #readLong}; whoever was in and was taken out meanwhile is not answered. */
    final <T> CompletionStage<Void> read(
            Supplier<? extends CompletionStage<T>> reading,
            ToLongFunction<? super T> bytes,
            Consumer<? super T> answer) {
        return readLong(reading, bytes, value -> {
            requireStill();
            answer.accept(value);
        });
    }
}
