package dev.parlance.broker.store;

import dev.parlance.broker.MessageChange;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.Reaction;
import dev.parlance.model.Receipt;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The logs of all rooms, each call a transaction, which tells what it has stored. Blocks; for use by any thread. */
final class StoredLogs {
    private final Transactions store;
    private final Epochs epochs;

    StoredLogs(Transactions store, Epochs epochs) {
        this.store = store;
        this.epochs = epochs;
    }

    Receipt publish(MessageDraft draft, Retention retention) {
        RoomId roomId = draft.roomId();
        StorePort.Work<Receipt> work = transaction -> {
            StoredLog log = StoredLog.open(transaction, roomId, epochs);
            Receipt first = log.repeated(draft);
            if (first != null) {
                return first;
            }
            Message message = log.post(draft, retention);
            Notification.event(transaction, new RoomEvent.Posted(message), log.position());
            return new Receipt(roomId, message.position(), message.timestamp(), message.number());
        };
        return draft.clientMessageId().isPresent() ? store.harmless(work) : store.harmful(work);
    }

    Message change(MessageChange change) {
        return store.harmful(transaction -> {
            StoredLog log = StoredLog.open(transaction, change.message().roomId(), epochs);
            Message changed = log.change(change);
            Notification.event(transaction, new RoomEvent.Changed(changed), log.position());
            return changed;
        });
    }

    boolean react(RoomId roomId, Position message, Reaction reaction) {
        return read(roomId, log -> log.react(message, reaction)); // once more is no more
    }

    Optional<Message> tell(RoomId roomId, Position message) {
        return store.harmless(transaction -> {
            StoredLog log = StoredLog.open(transaction, roomId, epochs);
            Optional<RoomEvent.Changed> told = log.tell(message);
            told.ifPresent(event -> Notification.event(transaction, event, log.position()));
            return told.map(RoomEvent.Changed::message);
        });
    }

    List<RoomId> behind(int limit, @Nullable RoomId after) {
        return store.harmless(transaction -> StoredLog.behind(transaction, limit, after));
    }

    <T> T read(RoomId roomId, Function<StoredLog, T> reading) {
        return store.harmless(transaction -> reading.apply(StoredLog.open(transaction, roomId, epochs)));
    }
}
