package dev.parlance.archive;

import dev.parlance.broker.MessageLog;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Message;
import dev.parlance.model.MessageId;
import dev.parlance.model.Position;
import dev.parlance.model.Resumption;
import dev.parlance.model.RoomId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What was missed, out of the log and, where that has forgotten some of it, the archive: of what is archived all, and from there on what the log has. Any thread. */
final class SeamlessResumption {
    /** More than that is told by no answer: pages of history are for that. */
    private static final int MOST = 10_000;

    private static final int TRIES = 5;

    private final MessageLog log;
    private final ArchiveStore store;
    private final LogLives lives;

    SeamlessResumption(MessageLog log, ArchiveStore store, LogLives lives) {
        this.log = log;
        this.store = store;
        this.lives = lives;
    }

    CompletionStage<Resumption> since(RoomId roomId, Position since) {
        return log.resume(roomId, since).thenCompose(missed -> {
            if (missed.complete()) {
                return CompletableFuture.completedStage(missed);
            }
            CompletionStage<?> alive = missed.position().offset() == 0
                    ? lives.beginIfArchived(roomId)
                    : CompletableFuture.completedStage(true);
            return Repeating.otherwise(
                    alive.thenCompose(begun -> store.knows(roomId, since))
                            .thenCompose(isKnown -> isKnown
                                    ? fromTheArchive(roomId, since, missed, TRIES)
                                    : CompletableFuture.completedStage(missed)),
                    Repeating.code(ErrorCode.BROKER_UNAVAILABLE), // what the log says is no less true
                    cause -> CompletableFuture.completedStage(missed));
        });
    }

    private CompletionStage<Resumption> fromTheArchive(RoomId roomId, Position since, Resumption otherwise, int left) {
        return store.changed(roomId, since, MOST + 1).thenCompose(archived -> {
            if (archived.hasMore() || archived.messages().size() > MOST) {
                return CompletableFuture.completedStage(otherwise);
            }
            return log.resume(roomId, archived.upTo()).thenCompose(newer -> {
                if (newer.complete()) {
                    return CompletableFuture.completedStage(both(archived.messages(), newer));
                }
                // archived and forgotten between the two readings
                return left > 1
                        ? fromTheArchive(roomId, since, newer, left - 1)
                        : CompletableFuture.completedStage(otherwise);
            });
        });
    }

    private static Resumption both(List<Message> archived, Resumption newer) {
        Map<MessageId, Message> latest = new LinkedHashMap<>();
        archived.forEach(message -> latest.put(message.id(), message));
        newer.messages().forEach(message -> latest.put(message.id(), message));
        List<Message> all = new ArrayList<>(latest.values());
        if (all.size() > MOST) {
            return new Resumption(List.of(), false, true, newer.position());
        }
        all.sort(Comparator.comparingLong(Message::changeOffset));
        return new Resumption(all, true, true, newer.position());
    }
}
