package dev.parlance.archive;

import dev.parlance.broker.LogArchiving;
import dev.parlance.broker.MessageLog;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Message;
import dev.parlance.model.MessageId;
import dev.parlance.model.MessagePage;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** What is archived, in the state that it has: whatever the archive does not know yet the log does. Any thread. */
final class ArchivePages {
    private static final int TAIL = 1_000;

    private final MessageLog log;
    private final LogArchiving archiving;
    private final ArchiveStore store;

    ArchivePages(MessageLog log, LogArchiving archiving, ArchiveStore store) {
        this.log = log;
        this.archiving = archiving;
        this.store = store;
    }

    /**
     * Reads a page of posts.
     *
     * @param epoch the log's own, of which the archive may have nothing yet: then all it has is older
     */
    CompletionStage<MessagePage> page(RoomId roomId, ArchiveCursor cursor, int limit, String epoch) {
        Position from = cursor.from();
        return present(
                roomId,
                () -> Repeating.otherwise(
                        store.page(roomId, cursor, limit),
                        cause -> from != null
                                && from.epoch().equals(epoch)
                                && Repeating.code(ErrorCode.POSITION_LOST).test(cause),
                        cause -> cursor.newer()
                                ? CompletableFuture.completedStage(new MessagePage(List.of(), false))
                                : store.page(roomId, ArchiveCursor.NEWEST, limit)));
    }

    /** Reads replies, those that were deleted a moment ago among them. */
    CompletionStage<MessagePage> replies(RoomId roomId, Position root, int limit, long after) {
        return present(
                roomId,
                () -> store.replies(roomId, root, limit, after == 0 ? null : new Position(root.epoch(), after)));
    }

    /** Reads what is pinned, and what was a moment ago. */
    CompletionStage<MessagePage> pins(RoomId roomId) {
        return present(roomId, () -> store.pins(roomId));
    }

    /** What is behind the mark is read first: what is archived while the archive is read is there then. */
    private CompletionStage<MessagePage> present(RoomId roomId, Supplier<CompletionStage<MessagePage>> reading) {
        return unarchived(roomId).thenCompose(newer -> reading.get().thenApply(page -> asNow(page, newer)));
    }

    private CompletionStage<Map<MessageId, Message>> unarchived(RoomId roomId) {
        return archiving
                .tail(roomId, TAIL)
                .thenCompose(tail -> tail.hasMore()
                        ? log.resume(roomId, tail.mark()).thenApply(missed -> byId(missed.messages()))
                        : CompletableFuture.completedStage(byId(tail.messages())));
    }

    private static Map<MessageId, Message> byId(List<Message> messages) {
        Map<MessageId, Message> all = new HashMap<>();
        messages.forEach(message -> all.put(message.id(), message));
        return all;
    }

    private static MessagePage asNow(MessagePage page, Map<MessageId, Message> newer) {
        return newer.isEmpty()
                ? page
                : new MessagePage(
                        page.messages().stream()
                                .map(message -> newer.getOrDefault(message.id(), message))
                                .toList(),
                        page.hasMore());
    }
}
