package dev.parlance.watch;

import dev.parlance.broker.ReadMarks.KeptMark;
import dev.parlance.complaint.Complaints;
import dev.parlance.host.Deadline;
import dev.parlance.host.EngineContext;
import dev.parlance.host.Pacing;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Position;
import dev.parlance.model.ReadMark;
import dev.parlance.model.Receipt;
import dev.parlance.model.RoomHead;
import dev.parlance.model.RoomId;
import dev.parlance.model.UnreadCount;
import dev.parlance.model.UserId;
import dev.parlance.room.ReadNotices;
import dev.parlance.watch.MarkRules.Present;
import dev.parlance.watch.Readings.Reading;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Moves users' marks, as {@link MarkRules} decides: what a user reads in a room is written once a second at the most, the first at once and the last for sure, and each who asked hears what came of it. Whoever
 * is beaten by another device or node reads again and decides anew. A node that is killed loses a second of marks. Any thread.
 */
public final class Marks {
    /** Between two writings of a user's mark in a room, on this node. */
    static final Duration PAUSE = Duration.ofSeconds(1);
    /** Of how many users and rooms this node remembers that they were written just now; beyond that a mark is written at once. */
    static final int MOST = 65_536;
    /** How often it is decided: each time somebody else has moved the same mark in the same moment. */
    private static final int TRIES = 8;

    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(Marks.class.getName()));

    private final EngineContext context;
    private final Watchers watchers;
    private final ReadNotices notices;
    private final Followers followers;
    private final Pacing<Key, Readings, Optional<UnreadCount>> pacing;
    private volatile Consumer<RoomId> unfollowed = roomId -> {};

    public Marks(EngineContext context, Watchers watchers, ReadNotices notices, Followers followers) {
        this.context = context;
        this.watchers = watchers;
        this.notices = notices;
        this.followers = followers;
        this.pacing =
                new Pacing<>(context.scheduler(), PAUSE, MOST, Readings::and, this::move, (key, error, before) -> null);
    }

    /** Says who hears of rooms that are followed no more by somebody; comes before the first session. */
    void onUnfollowed(Consumer<RoomId> hears) {
        unfollowed = hears;
    }

    private record Key(UserId userId, RoomId roomId) {}

    /**
     * A user has read a room up to a position, and follows it from now on.
     *
     * @param version which state of the mark the device knows, if it says so
     * @param sessionId which one it is, as hosts know it; null for the host
     * @return where the mark is now and what is behind it, once that is written; fails with {@link ErrorCode#POSITION_LOST} for a position of a lost log if there is no mark yet
     */
    public CompletionStage<UnreadCount> read(
            UserId userId, RoomId roomId, Position upTo, OptionalLong version, @Nullable String sessionId) {
        return pacing.want(
                        new Key(userId, roomId),
                        Readings.of(new Reading(upTo, Reading.UNKNOWN, version.orElse(Reading.UNKNOWN), sessionId)))
                .thenApply(Optional::orElseThrow);
    }

    /**
     * A user has said something, and so has read what came before, if the user follows that room.
     *
     * @return where the mark is now and what is behind it; empty for who does not follow the room
     */
    public CompletionStage<Optional<UnreadCount>> said(UserId userId, Receipt receipt, String sessionId) {
        return pacing.want(
                new Key(userId, receipt.roomId()),
                Readings.of(new Reading(receipt.position(), receipt.number(), Reading.UNKNOWN, sessionId)));
    }

    /**
     * A user wants to come again to what is behind a position, and follows the room from now on. What the user read before is written first.
     *
     * @param version which state of the mark the device knows, if it says so
     * @param sessionId which one it is, as hosts know it; null for the host
     * @return where the mark is now and what is behind it; fails with {@link ErrorCode#EDIT_CONFLICT} if the mark is of another version by now
     */
    public CompletionStage<UnreadCount> unread(
            UserId userId, RoomId roomId, Position behind, OptionalLong version, @Nullable String sessionId) {
        Key key = new Key(userId, roomId);
        return pacing.settle(key)
                .thenCompose(done -> within(decide(
                        key,
                        behind,
                        (present, head) -> MarkRules.unread(userId, present, behind, version, head),
                        sessionId,
                        TRIES)));
    }

    /** A user follows a room, with nothing of it unread if that is new; completes with where the mark is. */
    public CompletionStage<UnreadCount> follow(UserId userId, RoomId roomId, @Nullable String sessionId) {
        return within(follow(new Key(userId, roomId), sessionId, TRIES));
    }

    /** A user follows a room from a place on, of that number, unless the user follows it already. */
    CompletionStage<Void> followFrom(UserId userId, RoomId roomId, Position place, long number) {
        ReadMark mark = ReadMark.builder(userId, roomId, place).number(number).build();
        return within(context.broker()
                .mark(userId, roomId)
                .thenCompose(kept -> kept.isPresent()
                        ? CompletableFuture.completedFuture(null)
                        : context.broker()
                                .putMark(mark, most())
                                .thenCompose(put -> head(put)
                                        .thenAccept(head -> told(MarkRules.count(put, head), head.posts(), null)))));
    }

    /**
     * A user does not follow a room any more, if the user did.
     *
     * @param sessionId by which session of the user, as hosts know it; null for none
     */
    public CompletionStage<Void> unfollow(UserId userId, RoomId roomId, @Nullable String sessionId) {
        return pacing.settle(new Key(userId, roomId))
                .thenCompose(done -> within(context.broker()
                        .mark(userId, roomId)
                        .thenCompose(kept ->
                                context.broker().removeMark(userId, roomId).thenApply(gone -> kept.isPresent()))))
                .thenAccept(followed -> {
                    watchers.tell(userId, MarkSignal.unfollowed(roomId));
                    if (followed) {
                        unfollowed.accept(roomId);
                        context.listener()
                                .tell(host -> host.unfollowed(roomId, userId, Optional.ofNullable(sessionId)));
                    }
                });
    }

    /**
     * What somebody else's act brings along, a new member's following say: who cannot have it has it not, and nothing else fails for it.
     *
     * @return completes when it was tried
     */
    public CompletionStage<Void> byTheWay(CompletionStage<?> act) {
        return act.handle((done, error) -> {
            if (error != null
                    && !(ChatException.causeOf(error) instanceof ChatException refusal && !refusal.retryable())) {
                COMPLAINTS.warn("a room is not followed as it should be", ChatException.causeOf(error));
            }
            return null;
        });
    }

    /** Writes at once what waits, for the end of the engine; completes when all of it was tried. */
    public CompletableFuture<Void> flush() {
        return pacing.flush();
    }

    private <T> CompletionStage<T> within(CompletionStage<T> broker) {
        return Deadline.within(context, broker);
    }

    /** One after the other, mostly one alone; what came of the last, which is where the mark is then. */
    private CompletionStage<Optional<UnreadCount>> move(Key key, Readings readings) {
        CompletionStage<Optional<UnreadCount>> last = move(key, readings.each().get(0));
        for (Reading next : readings.each().subList(1, readings.each().size())) {
            last = last.handle((count, error) -> move(key, next)).thenCompose(stage -> stage);
        }
        return last;
    }

    private CompletionStage<Optional<UnreadCount>> move(Key key, Reading reading) {
        if (reading.isSaid()) {
            return within(said(key, reading, TRIES));
        }
        return within(decide(
                        key,
                        reading.upTo(),
                        (present, head) -> MarkRules.read(key.userId(), present, reading.upTo(), reading.known(), head),
                        reading.sessionId(),
                        TRIES))
                .thenApply(Optional::of);
    }

    /** Nobody asks where the room stands: the message was the newest when it was placed. */
    private CompletionStage<Optional<UnreadCount>> said(Key key, Reading reading, int tries) {
        return context.broker().mark(key.userId(), key.roomId()).thenCompose(kept -> {
            Optional<ReadMark> next =
                    MarkRules.said(kept.map(KeptMark::mark).orElse(null), reading.upTo(), reading.number());
            if (next.isEmpty()) {
                return CompletableFuture.completedFuture(
                        kept.map(each -> new UnreadCount(each.mark(), 0, each.mentions())));
            }
            return context.broker()
                    .putMark(next.get(), most())
                    .thenApply(put -> Optional.of(told(
                            new UnreadCount(put.mark(), 0, put.mentions()),
                            put.mark().number(),
                            reading.sessionId())))
                    .exceptionallyCompose(error -> again(error, tries) ? said(key, reading, tries - 1) : failed(error));
        });
    }

    private CompletionStage<UnreadCount> follow(Key key, @Nullable String sessionId, int tries) {
        CompletionStage<Optional<KeptMark>> kept = context.broker().mark(key.userId(), key.roomId());
        return kept.thenCompose(known -> known.isPresent()
                ? count(known.get())
                : context.broker()
                        .head(key.roomId(), null)
                        .thenCompose(head -> context.broker()
                                .putMark(ReadMark.atHead(key.userId(), head), most())
                                .thenApply(put -> told(new UnreadCount(put.mark(), 0, 0), head.posts(), sessionId)))
                        .exceptionallyCompose(
                                error -> again(error, tries) ? follow(key, sessionId, tries - 1) : failed(error)));
    }

    private CompletionStage<UnreadCount> decide(
            Key key,
            Position wanted,
            BiFunction<Present, RoomHead, Optional<ReadMark>> rule,
            @Nullable String sessionId,
            int tries) {
        CompletionStage<RoomHead> heads = context.broker().head(key.roomId(), wanted);
        CompletionStage<Optional<KeptMark>> marks = context.broker().mark(key.userId(), key.roomId());
        return heads.thenCompose(head ->
                marks.thenCompose(kept -> isLost(kept, wanted, head).thenCompose(lost -> {
                    ReadMark mark = kept.map(KeptMark::mark).orElse(null);
                    Optional<ReadMark> next = rule.apply(new Present(mark, lost), head);
                    if (next.isEmpty()) {
                        return kept.isPresent() ? count(kept.get(), wanted, head) : unknown();
                    }
                    return put(next.get(), lost, head, sessionId)
                            .exceptionallyCompose(error -> again(error, tries)
                                    ? decide(key, wanted, rule, sessionId, tries - 1)
                                    : failed(error));
                })));
    }

    private CompletionStage<UnreadCount> put(ReadMark next, boolean lost, RoomHead head, @Nullable String sessionId) {
        CompletionStage<Void> before = lost
                ? context.broker().forgetMentions(next.userId(), next.roomId())
                : CompletableFuture.completedFuture(null);
        return before.thenCompose(done -> context.broker().putMark(next, most()))
                .thenApply(put -> {
                    if (!next.markedUnread()) { // what one comes back to one has read all the same
                        notices.moved(next);
                    }
                    return told(MarkRules.count(put, head), head.posts(), sessionId);
                });
    }

    /** Whether the log of a mark was lost since: that is asked only when its epoch is none that is known here. */
    private CompletionStage<Boolean> isLost(Optional<KeptMark> kept, Position wanted, RoomHead head) {
        if (kept.isEmpty()) {
            return CompletableFuture.completedFuture(false);
        }
        Position at = kept.get().mark().position();
        boolean isOfNow = at.epoch().equals(head.position().epoch())
                || (head.since().known() && at.epoch().equals(wanted.epoch()));
        return isOfNow
                ? CompletableFuture.completedFuture(false)
                : context.broker()
                        .head(head.roomId(), at)
                        .thenApply(seen -> !seen.since().known());
    }

    /** What is behind a mark as it is. */
    CompletionStage<UnreadCount> count(KeptMark kept) {
        return head(kept).thenApply(head -> MarkRules.count(kept, head));
    }

    private CompletionStage<RoomHead> head(KeptMark kept) {
        return context.broker().head(kept.mark().roomId(), kept.mark().position());
    }

    private CompletionStage<UnreadCount> count(KeptMark kept, Position counted, RoomHead head) {
        return kept.mark().position().equals(counted)
                ? CompletableFuture.completedFuture(MarkRules.count(kept, head))
                : count(kept);
    }

    /** The user's devices, and the host, hear what is written. */
    private UnreadCount told(UnreadCount count, long posts, @Nullable String sessionId) {
        watchers.tell(count.mark().userId(), MarkSignal.of(count, posts));
        if (count.mark().version() == 1) {
            followers.announce(count.mark().roomId());
        }
        context.listener().tell(listener -> listener.marked(count, Optional.ofNullable(sessionId)));
        return count;
    }

    private int most() {
        return context.limits().maxFollowedRooms();
    }

    private static boolean again(Throwable error, int tries) {
        return tries > 1
                && ChatException.causeOf(error) instanceof ChatException refusal
                && refusal.code() == ErrorCode.EDIT_CONFLICT;
    }

    private static <T> CompletionStage<T> failed(Throwable error) {
        return CompletableFuture.failedFuture(error);
    }

    private static <T> CompletionStage<T> unknown() {
        return failed(new ChatException(ErrorCode.POSITION_LOST, "that position is of a log that was lost"));
    }
}
