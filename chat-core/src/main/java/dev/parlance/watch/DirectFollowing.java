package dev.parlance.watch;

import dev.parlance.host.BoundedTable;
import dev.parlance.host.Deadline;
import dev.parlance.host.EngineContext;
import dev.parlance.host.Pacing;
import dev.parlance.host.Placements;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.Receipt;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomMember;
import dev.parlance.model.RoomMemberPage;
import dev.parlance.model.UserId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Has both of a direct room follow it from its first message on, and again from the next one if they had left it: so nobody sees a room in which nothing was said. It is looked at
 * once a minute and room at the most, and again from the next message on when somebody has left the room, which nodes tell one another; what a node that stops, or a store that does not answer, leaves undone comes
 * with the next message. Any thread.
 */
public final class DirectFollowing implements Placements.Observer {
    /** What nodes call one another when somebody has left a direct room. */
    public static final String CALL = "parlance.left";

    /** Between two times that it is looked at whether both of a room follow it. */
    static final Duration PAUSE = Duration.ofMinutes(1);
    /** Of how many rooms this node remembers that it was looked at just now; beyond that it is looked at once for each message. */
    static final int MOST = 65_536;

    private static final String ROOM = "room";

    private final EngineContext context;
    private final Marks marks;
    private final Consumer<Map<String, String>> call;
    private final Pacing<Turn, Said, Void> pacing;
    private final BoundedTable<RoomId, Leaving> left;
    private final AtomicLong leavings = new AtomicLong();

    /** A room, from the time on that it was left last. */
    private record Turn(RoomId roomId, long leaving) {}

    /** The number of a time that a room was left, for as long as something of the time before may be under way. */
    private record Leaving(long number, long until) {}

    /** The first message that they may not follow. */
    private record Said(UserId author, Receipt receipt) {}

    /**
     * Has them follow from now on.
     *
     * @param call calls all nodes, this one too
     */
    public DirectFollowing(EngineContext context, Marks marks, Consumer<Map<String, String>> call) {
        this.context = context;
        this.marks = marks;
        this.call = call;
        this.left = new BoundedTable<>(
                MOST,
                "so many direct rooms are left that of others it shows a minute late",
                (leaving, now) -> now - leaving.until() >= 0,
                now());
        marks.onUnfollowed(this::left);
        this.pacing = new Pacing<>(
                context.scheduler(), PAUSE, MOST, (first, other) -> first, this::follow, (key, error, before) -> null);
        context.placements().add(this);
    }

    @Override
    public void posted(MessageDraft draft, Receipt receipt) {
        if (draft.roomId().isDirect()) {
            pacing.want(turn(draft.roomId()), new Said(draft.author().id(), receipt));
        }
    }

    @Override
    public void changed(Message before, Message after) {
        // nobody follows a room for what becomes of its messages
    }

    /** Completes when both follow a room of which a message was heard before, as far as that could be had. */
    CompletionStage<Void> settled(RoomId roomId) {
        return pacing.settle(turn(roomId));
    }

    /** Somebody has left a room on this node. */
    private void left(RoomId roomId) {
        if (roomId.isDirect()) {
            learned(roomId);
            call.accept(Map.of(ROOM, roomId.value()));
        }
    }

    /** Somebody has left a room on some node. */
    public void called(Map<String, String> data) {
        learned(new RoomId(data.getOrDefault(ROOM, "")));
    }

    private void learned(RoomId roomId) {
        long now = now();
        Leaving latest = new Leaving(
                leavings.incrementAndGet(), now + PAUSE.multipliedBy(2).toNanos());
        left.update(roomId, now, before -> latest);
    }

    private Turn turn(RoomId roomId) {
        Leaving latest = left.find(roomId);
        return new Turn(roomId, latest == null ? 0 : latest.number());
    }

    /** What waits since before the room was left brings nobody back. */
    private CompletionStage<Void> follow(Turn turn, Said said) {
        return turn.equals(turn(turn.roomId()))
                ? marks.byTheWay(Deadline.within(context, context.broker().roomMembers(turn.roomId(), 2, null))
                        .thenCompose(both -> follow(both, said)))
                : CompletableFuture.completedFuture(null);
    }

    private CompletionStage<Void> follow(RoomMemberPage both, Said said) {
        return CompletableFuture.allOf(both.members().stream()
                .map(RoomMember::userId)
                .map(each -> follow(each, said).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
    }

    /** Who has said it has read it, the other one has not. */
    private CompletionStage<Void> follow(UserId member, Said said) {
        Position place = said.receipt().position();
        int before = member.equals(said.author()) ? 0 : 1;
        return marks.followFrom(
                member,
                said.receipt().roomId(),
                new Position(place.epoch(), place.offset() - before),
                Math.max(0, said.receipt().number() - before));
    }

    private long now() {
        return context.ticker().getAsLong();
    }
}
