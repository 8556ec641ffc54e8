package dev.parlance.archive;

import dev.parlance.broker.LogArchiving;
import dev.parlance.broker.MessageChange;
import dev.parlance.broker.MessageLog;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.MessageId;
import dev.parlance.model.MessagePage;
import dev.parlance.model.Position;
import dev.parlance.model.Reaction;
import dev.parlance.model.Receipt;
import dev.parlance.model.Resumption;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomHead;
import dev.parlance.model.RoomId;
import dev.parlance.model.ThreadSummary;
import dev.parlance.model.UserId;
import dev.parlance.model.UserPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A log that forgets nothing: what it has forgotten is in the archive, and comes back where somebody changes it. Any thread. */
final class ArchivedLog implements MessageLog {
    /** Of how many posts the one that was said last is looked for. */
    private static final int LAST = 20;

    private static final Comparator<Message> LAST_PINNED_FIRST = Comparator.comparing(
                    (Message message) -> message.pinnedAt().orElse(Instant.EPOCH))
            .thenComparingLong(message -> message.position().offset())
            .reversed();

    private final MessageLog log;
    private final ArchiveStore store;
    private final Archiver archiver;
    private final ArchivePages archive;
    private final LogLives lives;
    private final BroughtBack broughtBack;
    private final SeamlessHistory history;
    private final SeamlessResumption resumption;

    ArchivedLog(MessageLog log, LogArchiving archiving, ArchiveStore store, Archiver archiver) {
        this.log = log;
        this.store = store;
        this.archiver = archiver;
        this.archive = new ArchivePages(log, archiving, store);
        this.lives = new LogLives(archiving, store);
        this.broughtBack = new BroughtBack(log, archiving, store, lives);
        this.history = new SeamlessHistory(log, archive, lives);
        this.resumption = new SeamlessResumption(log, store, lives);
    }

    @Override
    public CompletionStage<Receipt> publish(MessageDraft draft, Retention retention) {
        RoomId roomId = draft.roomId();
        Retention kept = retention.inFrontOfAnArchive();
        CompletionStage<?> rootIsThere = draft.replyTo()
                .<CompletionStage<?>>map(root -> broughtBack.ensure(roomId, root.position()))
                .orElse(CompletableFuture.completedStage(true));
        return rootIsThere
                .thenCompose(ready -> lives.within(roomId, () -> log.publish(draft, kept)))
                .thenCompose(
                        receipt -> archiver.placed(roomId, receipt.position()).thenApply(archived -> receipt));
    }

    @Override
    public CompletionStage<Message> change(MessageChange change) {
        Message message = change.message();
        return broughtBack
                .within(message.roomId(), message.position(), () -> log.change(change))
                .thenCompose(changed -> safe(changed).thenApply(archived -> changed));
    }

    /** A message says where it was posted, in which life of the log it was changed the log alone knows. */
    private CompletionStage<Void> safe(Message changed) {
        RoomId roomId = changed.roomId();
        if (!archiver.isFirst()) {
            archiver.due(roomId);
            return CompletableFuture.completedStage(null);
        }
        return log.head(roomId, null)
                .thenCompose(head ->
                        archiver.placed(roomId, new Position(head.position().epoch(), changed.changeOffset())));
    }

    @Override
    public CompletionStage<HistoryPage> history(RoomId roomId, HistoryQuery query) {
        return history.page(roomId, query);
    }

    @Override
    public CompletionStage<Optional<Message>> message(RoomId roomId, Position position) {
        return log.message(roomId, position)
                .thenCompose(found -> found.isPresent()
                        ? CompletableFuture.completedStage(found)
                        : store.messages(roomId, List.of(position))
                                .thenApply(page -> page.messages().stream().findFirst()));
    }

    @Override
    public CompletionStage<Resumption> resume(RoomId roomId, Position since) {
        return resumption.since(roomId, since);
    }

    @Override
    public CompletionStage<Boolean> react(RoomId roomId, Position message, Reaction reaction) {
        return broughtBack.within(roomId, message, () -> log.react(roomId, message, reaction));
    }

    @Override
    public CompletionStage<Optional<Message>> tell(RoomId roomId, Position message) {
        return lives.within(roomId, () -> log.tell(roomId, message)).thenApply(told -> {
            if (told.isPresent()) {
                archiver.due(roomId);
            }
            return told;
        });
    }

    @Override
    public CompletionStage<UserPage> reactors(
            RoomId roomId, Position message, String emoji, int limit, @Nullable UserId after) {
        return log.reactors(roomId, message, emoji, limit, after)
                .thenCompose(page -> page.users().isEmpty()
                        ? log.message(roomId, message)
                                .thenCompose(found -> found.isPresent()
                                        ? CompletableFuture.completedStage(page)
                                        : archivedReactors(roomId, message, emoji, limit, after))
                        : CompletableFuture.completedStage(page));
    }

    private CompletionStage<UserPage> archivedReactors(
            RoomId roomId, Position message, String emoji, int limit, @Nullable UserId after) {
        return store.message(roomId, message).thenApply(found -> {
            List<UserId> behind =
                    found.map(whole -> whole.reactors().getOrDefault(emoji, List.of())).orElse(List.of()).stream()
                            .sorted(Comparator.comparing(UserId::value))
                            .filter(user -> after == null || user.value().compareTo(after.value()) > 0)
                            .toList();
            boolean hasMore = behind.size() > limit;
            return new UserPage(hasMore ? behind.subList(0, limit) : behind, hasMore);
        });
    }

    @Override
    public CompletionStage<Map<Position, Set<String>>> reactionsOf(
            RoomId roomId, UserId userId, List<Position> messages) {
        return log.reactionsOf(roomId, userId, messages)
                .thenCompose(known -> log.history(roomId, HistoryQuery.after(0, 1))
                        .thenCompose(oldest -> {
                            List<Position> old = messages.stream()
                                    .filter(each -> !known.containsKey(each) && !isKept(each, oldest))
                                    .toList();
                            return old.isEmpty()
                                    ? CompletableFuture.completedStage(known)
                                    : store.reactionsOf(roomId, userId, old).thenApply(archived -> {
                                        Map<Position, Set<String>> all = new HashMap<>(archived);
                                        all.putAll(known);
                                        return all;
                                    });
                        }));
    }

    private static boolean isKept(Position posted, HistoryPage oldest) {
        return oldest.messages().stream()
                .map(Message::position)
                .anyMatch(first -> first.epoch().equals(posted.epoch()) && first.offset() <= posted.offset());
    }

    @Override
    public CompletionStage<MessagePage> replies(RoomId roomId, Position root, int limit, long after) {
        return log.replies(roomId, root, limit, after)
                .thenCompose(recent -> message(roomId, root)
                        .thenCompose(found -> isAll(recent, found.flatMap(Message::thread), after)
                                ? CompletableFuture.completedStage(recent)
                                : withArchived(roomId, root, limit, after, recent)));
    }

    private static boolean isAll(MessagePage recent, Optional<ThreadSummary> thread, long after) {
        return after == 0
                && !recent.hasMore()
                && thread.map(ThreadSummary::replies).orElse(0L)
                        <= recent.messages().size();
    }

    private CompletionStage<MessagePage> withArchived(
            RoomId roomId, Position root, int limit, long after, MessagePage recent) {
        return archive.replies(roomId, root, limit, after).thenApply(old -> {
            Map<Long, Message> all = new TreeMap<>();
            old.messages().stream()
                    .filter(message -> !message.deleted())
                    .forEach(message -> all.put(message.position().offset(), message));
            recent.messages().forEach(message -> all.put(message.position().offset(), message));
            List<Message> page = new ArrayList<>(all.values());
            return page.size() > limit
                    ? new MessagePage(page.subList(0, limit), true)
                    : new MessagePage(page, old.hasMore() || recent.hasMore());
        });
    }

    @Override
    public CompletionStage<MessagePage> pins(RoomId roomId) {
        return log.pins(roomId)
                .thenCompose(kept -> archive.pins(roomId).thenApply(archived -> {
                    Map<MessageId, Message> all = new LinkedHashMap<>();
                    archived.messages().stream()
                            .filter(message -> message.pinnedAt().isPresent())
                            .forEach(message -> all.put(message.id(), message));
                    kept.messages().forEach(message -> all.put(message.id(), message));
                    return new MessagePage(
                            all.values().stream().sorted(LAST_PINNED_FIRST).toList(), false);
                }));
    }

    @Override
    public CompletionStage<RoomHead> head(RoomId roomId, @Nullable Position since) {
        return log.head(roomId, since)
                .thenCompose(head -> head.position().offset() == 0
                        ? lives.beginIfArchived(roomId)
                                .thenCompose(isArchived -> isArchived
                                        ? log.head(roomId, since).thenCompose(this::withLast)
                                        : CompletableFuture.completedStage(head))
                        : withLast(head));
    }

    /** The log may have forgotten what was said last: for a list of rooms it is still that. */
    private CompletionStage<RoomHead> withLast(RoomHead head) {
        if (head.last().isPresent() || head.posts() <= head.deletions()) {
            return CompletableFuture.completedStage(head);
        }
        return archive.page(
                        head.roomId(),
                        ArchiveCursor.NEWEST,
                        LAST,
                        head.position().epoch())
                .thenApply(page -> RoomHead.builder(head.roomId(), head.position())
                        .posts(head.posts(), head.deletions())
                        .last(page.messages().stream()
                                .filter(message -> !message.deleted())
                                .reduce((earlier, later) -> later)
                                .orElse(null))
                        .since(head.since())
                        .build());
    }
}
