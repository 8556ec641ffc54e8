package dev.parlance.archive;

import dev.parlance.broker.LogArchiving;
import dev.parlance.broker.LogTail;
import dev.parlance.broker.WholeMessage;
import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Archives some rooms once: what is behind their marks is read, saved in one go, and then said to be saved. Whatever fails on the way is done again from the beginning by whoever comes next, on this node or on
 * another, since a mark moves last and saving twice is saving once. Any thread.
 */
final class ArchivingRun {
    /** How many messages are read at once, over all rooms. */
    private static final int MESSAGES = 2_000;

    private static final int FEWEST = 50;
    private static final int MOST = 1_000;

    private final LogArchiving log;
    private final ArchiveStore store;
    private final BiConsumer<RoomId, Position> reached;

    ArchivingRun(LogArchiving log, ArchiveStore store, BiConsumer<RoomId, Position> reached) {
        this.log = log;
        this.store = store;
        this.reached = reached;
    }

    /** Returns the rooms that have more behind what was archived. */
    CompletionStage<List<RoomId>> archive(Collection<RoomId> rooms) {
        int limit = Math.max(FEWEST, Math.min(MOST, MESSAGES / rooms.size()));
        Map<RoomId, CompletableFuture<LogTail>> tails = new LinkedHashMap<>();
        rooms.forEach(room -> tails.put(room, log.tail(room, limit).toCompletableFuture()));
        return CompletableFuture.allOf(tails.values().toArray(CompletableFuture[]::new))
                .thenCompose(read -> {
                    List<ArchiveBatch> batches = new ArrayList<>();
                    List<RoomId> more = new ArrayList<>();
                    tails.forEach((room, stage) -> {
                        LogTail tail = stage.join(); // it is there
                        if (!tail.messages().isEmpty()) {
                            batches.add(new ArchiveBatch(room, tail.mark(), tail.messages(), List.of(), tail.upTo()));
                        } else {
                            reached.accept(room, tail.upTo());
                        }
                        if (tail.hasMore()) {
                            more.add(room);
                        }
                    });
                    return save(batches).thenApply(saved -> more);
                });
    }

    private CompletionStage<Void> save(List<ArchiveBatch> batches) {
        if (batches.isEmpty()) {
            return CompletableFuture.completedStage(null);
        }
        return store.save(batches)
                .thenCompose(stands -> CompletableFuture.allOf(batches.stream()
                        .filter(batch -> isSaved(batch, stands.get(batch.roomId())))
                        .map(batch -> cut(batch.roomId(), batch.upTo()).toCompletableFuture())
                        .toArray(CompletableFuture[]::new)));
    }

    private static boolean isSaved(ArchiveBatch batch, @Nullable Position stands) {
        return stands != null
                && stands.epoch().equals(batch.upTo().epoch())
                && stands.offset() >= batch.upTo().offset();
    }

    private CompletionStage<Void> cut(RoomId room, Position upTo) {
        return log.archived(room, upTo, List.of()).thenCompose(crowded -> {
            reached.accept(room, upTo);
            return crowded.isEmpty()
                    ? CompletableFuture.completedStage(null)
                    : saveWhole(room, upTo, crowded).thenApply(done -> null);
        });
    }

    /** What has more reactions than a message lists is saved with all of them when it is about to be forgotten, and not each time that there is one more. */
    private CompletionStage<List<Position>> saveWhole(RoomId room, Position upTo, List<Position> crowded) {
        List<CompletableFuture<WholeMessage>> read = new ArrayList<>();
        crowded.forEach(each -> read.add(
                log.whole(room, each).thenApply(found -> found.orElse(null)).toCompletableFuture()));
        return CompletableFuture.allOf(read.toArray(CompletableFuture[]::new)).thenCompose(done -> {
            List<WholeMessage> whole = read.stream()
                    .map(CompletableFuture::join)
                    .filter(each -> each != null && each.message().changeOffset() <= upTo.offset())
                    .toList();
            List<Message> messages = whole.stream().map(WholeMessage::message).toList();
            return whole.isEmpty()
                    ? CompletableFuture.completedStage(List.of())
                    : store.save(List.of(new ArchiveBatch(room, upTo, List.of(), whole, upTo)))
                            .thenCompose(stands -> log.archived(room, upTo, messages));
        });
    }
}
