package dev.parlance.archive;

import dev.parlance.broker.MessageLog;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Pages of history out of the log and the archive as out of one. What the log has forgotten is archived, so whatever was read of the log first, the archive has all that is older; and numbers, which have no
 * hole, show whether two pages meet. Any thread.
 */
final class SeamlessHistory {
    private static final int MOST = 5;

    private final MessageLog log;
    private final ArchivePages archive;
    private final LogLives lives;

    SeamlessHistory(MessageLog log, ArchivePages archive, LogLives lives) {
        this.log = log;
        this.archive = archive;
        this.lives = lives;
    }

    CompletionStage<HistoryPage> page(RoomId roomId, HistoryQuery query) {
        return Repeating.otherwise(
                log.history(roomId, query)
                        .thenCompose(
                                page -> isUnused(page) ? begun(roomId, query, page) : completed(roomId, query, page)),
                cause -> query.epoch().isPresent()
                        && Repeating.code(ErrorCode.POSITION_LOST).test(cause),
                cause -> ofAnEarlierLife(roomId, query, query.epoch().orElseThrow()));
    }

    private static boolean isUnused(HistoryPage page) {
        return page.position().offset() == 0;
    }

    /** A room that was never used, or whose log is gone. */
    private CompletionStage<HistoryPage> begun(RoomId roomId, HistoryQuery query, HistoryPage empty) {
        return lives.beginIfArchived(roomId)
                .thenCompose(isArchived -> isArchived
                        ? log.history(roomId, query).thenCompose(page -> completed(roomId, query, page))
                        : CompletableFuture.completedStage(empty));
    }

    private CompletionStage<HistoryPage> completed(RoomId roomId, HistoryQuery query, HistoryPage page) {
        return query.after().isPresent()
                ? newer(roomId, query, page, query.after().getAsLong())
                : older(roomId, query, page);
    }

    private CompletionStage<HistoryPage> older(RoomId roomId, HistoryQuery query, HistoryPage page) {
        List<Message> found = page.messages();
        boolean isAll = !found.isEmpty() && found.get(0).number() == 1;
        if (isAll || page.hasMore()) {
            return CompletableFuture.completedStage(page);
        }
        String epoch = page.position().epoch();
        Position before = found.isEmpty()
                ? new Position(
                        query.epoch().orElse(epoch),
                        query.before().orElse(page.position().offset() + 1))
                : found.get(0).position();
        if (found.size() == query.limit()) {
            return CompletableFuture.completedStage(new HistoryPage(found, true, page.position()));
        }
        return Repeating.otherwise(
                archive.page(roomId, ArchiveCursor.before(before), query.limit() - found.size(), epoch)
                        .thenApply(
                                old -> new HistoryPage(joined(old.messages(), found), old.hasMore(), page.position())),
                cause -> !found.isEmpty(), // while the archive cannot be read there is what the log has; and more
                // behind it
                cause -> CompletableFuture.completedStage(new HistoryPage(found, true, page.position())));
    }

    private CompletionStage<HistoryPage> newer(RoomId roomId, HistoryQuery query, HistoryPage page, long after) {
        if (after >= page.position().offset()
                || (!page.messages().isEmpty() && page.messages().get(0).number() == 1)) {
            return CompletableFuture.completedStage(page);
        }
        return log.history(roomId, HistoryQuery.before(after + 1, 1))
                .thenCompose(kept -> kept.messages().isEmpty()
                        ? newer(
                                roomId,
                                new Position(
                                        query.epoch().orElse(page.position().epoch()), after),
                                query.limit(),
                                MOST)
                        : CompletableFuture.completedStage(page)); // the log has it, and so all that came after it
    }

    private CompletionStage<HistoryPage> ofAnEarlierLife(RoomId roomId, HistoryQuery query, String epoch) {
        if (query.after().isPresent()) {
            return newer(roomId, new Position(epoch, query.after().getAsLong()), query.limit(), MOST);
        }
        long before = query.before().orElse(Long.MAX_VALUE);
        return log.head(roomId, null)
                .thenCompose(head -> archive.page(
                                roomId,
                                ArchiveCursor.before(new Position(epoch, before)),
                                query.limit(),
                                head.position().epoch())
                        .thenApply(page -> new HistoryPage(page.messages(), page.hasMore(), head.position())));
    }

    /** The archive's first, then what of the log follows those. */
    private CompletionStage<HistoryPage> newer(RoomId roomId, Position after, int limit, int left) {
        return log.head(roomId, null)
                .thenCompose(head -> archive.page(
                                roomId,
                                ArchiveCursor.after(after),
                                limit,
                                head.position().epoch())
                        .thenCompose(old -> old.hasMore()
                                ? CompletableFuture.completedStage(
                                        new HistoryPage(old.messages(), true, head.position()))
                                : continued(roomId, after, limit, old.messages(), left)));
    }

    /** All that is archived behind a post, and what the log has behind that. */
    private CompletionStage<HistoryPage> continued(
            RoomId roomId, Position after, int limit, List<Message> old, int left) {
        Message last = old.isEmpty() ? null : old.get(old.size() - 1);
        long from = last == null ? after.offset() : last.position().offset();
        return log.history(roomId, HistoryQuery.after(from, limit)).thenCompose(page -> {
            List<Message> found = page.messages();
            if (last != null && !found.isEmpty() && found.get(0).number() > last.number() + 1) {
                return againNewer(roomId, after, limit, left - 1);
            }
            List<Message> all = joined(old, found);
            return CompletableFuture.completedStage(
                    all.size() > limit
                            ? new HistoryPage(all.subList(0, limit), true, page.position())
                            : new HistoryPage(all, page.hasMore(), page.position()));
        });
    }

    /** What came between the two pages was archived and forgotten between the two readings. */
    private CompletionStage<HistoryPage> againNewer(RoomId roomId, Position after, int limit, int left) {
        return left > 0
                ? newer(roomId, after, limit, left)
                : CompletableFuture.failedStage(new ChatException(
                        ErrorCode.BROKER_UNAVAILABLE, "more is said in the room than can be read of its history now"));
    }

    private static List<Message> joined(List<Message> old, List<Message> found) {
        List<Message> all = new ArrayList<>(old);
        all.addAll(found);
        return all;
    }
}
