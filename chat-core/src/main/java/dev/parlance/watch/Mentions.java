package dev.parlance.watch;

import dev.parlance.complaint.Complaints;
import dev.parlance.host.Deadline;
import dev.parlance.host.EngineContext;
import dev.parlance.host.Pacing;
import dev.parlance.host.Placements;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Mention;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Receipt;
import dev.parlance.model.RoomKind;
import dev.parlance.model.UserId;
import dev.parlance.policy.Authorizer;
import dev.parlance.policy.RoomStanding;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Has messages count for whom they mention, and tells them: for those who follow the room, and of a room that is its members' alone for members. Whoever follows has been let in; whether that is so still is asked when the
 * count is shown. The node that placed a message, or changed it, does so once that is done, on no road of a message: an edit counts for who is new alone, and what does not count any more goes. What is in the
 * log decides: of two nodes that change a message at once the later one's state is that which counts in the end, and a repeat of what was changed meanwhile brings nothing back. What a store does not take is
 * tried again, after 1 s, 2 s and so on up to a minute. A node that is killed loses what it has placed in that moment, unless its client sends it again, as it does with what was not answered. Any thread.
 */
public final class Mentions implements Placements.Observer {
    /** Between two looks at whom one message mentions, on this node. */
    static final Duration PAUSE = Duration.ofMillis(200);
    /** Of how many messages this node remembers that it has just looked whom they mention; beyond that it looks at once, and once. */
    static final int MOST = 65_536;
    /** How often it is looked whether somebody else has changed the message in the same moment. */
    private static final int TRIES = 8;

    private static final Duration FIRST_AGAIN = Duration.ofSeconds(1);
    private static final Duration LAST_AGAIN = Duration.ofMinutes(1);
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(Mentions.class.getName()));

    private final EngineContext context;
    private final DirectFollowing direct;
    private final Watchers watchers;
    private final boolean asksRecords;
    private final Pacing<Mention, Turn, Void> pacing;

    /**
     * Counts from now on.
     *
     * @param direct which hears of messages before this does
     * @param watchers tell whom it concerns
     */
    public Mentions(EngineContext context, DirectFollowing direct, Watchers watchers) {
        this.context = context;
        this.direct = direct;
        this.watchers = watchers;
        this.asksRecords = !Authorizer.allowingAll().equals(context.authorizer());
        this.pacing = new Pacing<>(context.scheduler(), PAUSE, MOST, Turn::both, this::count, Mentions::again);
        context.placements().add(this);
    }

    /**
     * What a message was turned from and into.
     *
     * @param touched whom any of the states between mentions, and these two
     */
    private record Turn(Mentioned before, Mentioned after, Set<UserId> touched) {
        Turn(Mentioned before, Mentioned after) {
            this(before, after, Mentioned.both(before.named(), after.named()));
        }

        /** The earliest and the latest of both, in whichever order they were heard of. */
        static Turn both(Turn one, Turn other) {
            return new Turn(
                    one.before.contentOffset() <= other.before.contentOffset() ? one.before : other.before,
                    one.after.contentOffset() >= other.after.contentOffset() ? one.after : other.after,
                    Mentioned.both(one.touched, other.touched));
        }

        /** Somebody else has made it another one still. */
        Turn into(Mentioned latest) {
            return both(this, new Turn(after, latest));
        }
    }

    @Override
    public void posted(MessageDraft draft, Receipt receipt) {
        if (!draft.mentions().isEmpty()) {
            Mention mention = new Mention(
                    receipt.roomId(), receipt.messageId(), draft.author().id());
            want(mention, new Turn(Mentioned.NOBODY, Mentioned.by(draft, receipt)));
        }
    }

    @Override
    public void changed(Message before, Message after) {
        if (!before.mentions().isEmpty() || !after.mentions().isEmpty()) {
            Mention mention =
                    new Mention(after.roomId(), after.id(), after.author().id());
            want(mention, new Turn(Mentioned.by(before), Mentioned.by(after)));
        }
    }

    /** Counts at once what waits, for the end of the engine; completes when all of it was tried. */
    public CompletableFuture<Void> flush() {
        return pacing.flush();
    }

    private void want(Mention mention, Turn turn) {
        if (!turn.before().isAs(turn.after())) {
            pacing.want(mention, turn);
        }
    }

    private CompletionStage<Void> count(Mention mention, Turn turn) {
        CompletionStage<Void> followed = mention.roomId().isDirect()
                ? direct.settled(mention.roomId())
                : CompletableFuture.completedFuture(null);
        return followed.thenCompose(done -> count(mention, turn, turn.before().counted(), TRIES))
                .thenAccept(latest -> tell(mention, turn, latest));
    }

    /** Whoever writes last looks last: so what is counted in the end is what the log says. */
    private CompletionStage<Mentioned> count(Mention mention, Turn turn, Set<UserId> known, int tries) {
        Set<UserId> now = turn.after().counted();
        Stream<CompletionStage<?>> gone = Mentioned.without(turn.touched(), now).stream()
                .map(each -> context.broker().mention(each, mention, false));
        Stream<CompletionStage<?>> added =
                Mentioned.without(now, known).stream().map(each -> countIfIn(each, mention));
        return within(all(Stream.concat(gone, added)))
                .thenCompose(done -> within(context.broker()
                        .message(mention.roomId(), mention.messageId().position())))
                .thenCompose(found -> {
                    Mentioned latest = found.map(Mentioned::by).orElse(turn.after());
                    return latest.contentOffset() <= turn.after().contentOffset() || tries == 0
                            ? CompletableFuture.completedFuture(latest)
                            : count(mention, turn.into(latest), now, tries - 1);
                });
    }

    /** Once it is counted, so that who looks then sees it. What others have made of the message since, they tell. */
    private void tell(Mention mention, Turn turn, Mentioned latest) {
        for (UserId each : Mentioned.without(turn.after().named(), turn.before().named())) {
            if (latest.named().contains(each)) {
                watchers.tell(each, MentionSignal.of(mention, true, latest.contentOffset()));
            }
        }
        for (UserId each : Mentioned.without(turn.before().named(), turn.after().named())) {
            if (!latest.named().contains(each)) {
                watchers.tell(each, MentionSignal.of(mention, false, latest.contentOffset()));
            }
        }
    }

    private CompletionStage<?> countIfIn(UserId userId, Mention mention) {
        if (!asksRecords && !mention.roomId().isDirect()) {
            return context.broker().mention(userId, mention, true);
        }
        return context.standings()
                .of(mention.roomId(), userId)
                .thenCompose(standing -> isIn(standing)
                        ? context.broker().mention(userId, mention, true)
                        : CompletableFuture.completedFuture(false));
    }

    private static boolean isIn(RoomStanding standing) {
        return standing.role().isPresent()
                || standing.record()
                        .filter(room -> room.kind() != RoomKind.OPEN)
                        .isEmpty();
    }

    private <T> CompletionStage<T> within(CompletionStage<T> broker) {
        return Deadline.within(context, broker);
    }

    private static CompletableFuture<Void> all(Stream<CompletionStage<?>> each) {
        return CompletableFuture.allOf(
                each.map(CompletionStage::toCompletableFuture).toArray(CompletableFuture<?>[]::new));
    }

    /** To note it twice is to note it once, so that it is tried again also after what a store calls unsafe to repeat. */
    private static @Nullable Duration again(Mention mention, Throwable error, int before) {
        boolean isFinal = error instanceof ChatException refusal
                && !refusal.retryable()
                && refusal.code() != ErrorCode.BROKER_UNAVAILABLE;
        COMPLAINTS.warn(
                isFinal
                        ? "whom a message mentions cannot be counted"
                        : "whom a message mentions could not be counted, it is tried again",
                mention.roomId() + " " + mention.messageId() + ": " + error);
        Duration doubled = FIRST_AGAIN.multipliedBy(1L << Math.min(before, 6));
        return isFinal ? null : doubled.compareTo(LAST_AGAIN) < 0 ? doubled : LAST_AGAIN;
    }
}
