package dev.parlance.watch;

import dev.parlance.broker.Topic;
import dev.parlance.host.Deadline;
import dev.parlance.host.EngineContext;
import dev.parlance.host.Pacing;
import dev.parlance.host.Placements;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.Receipt;
import dev.parlance.model.RoomId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Rings the bells of rooms in which this node has placed or deleted messages: each once a second at the most, the first time at once and the last for sure, in one signal however many follow the room. Where
 * nobody does nothing is said. What cannot be rung is tried again for some seconds; who missed it reads the room's head within a minute. Any thread.
 */
public final class Bells implements Placements.Observer {
    /** Between two rings of a room, by this node. */
    static final Duration PAUSE = Duration.ofSeconds(1);
    /** Of how many rooms this node remembers that it rang just now; beyond that it rings with each message. */
    static final int MOST = 65_536;

    private static final int TRIES = 5;

    private final EngineContext context;
    private final Followers followers;
    private final Pacing<RoomId, Ring, Void> pacing;
    /** Rooms of which it is being asked whether anybody follows them. */
    private final ConcurrentMap<RoomId, Ring> undecided = new ConcurrentHashMap<>();

    public Bells(EngineContext context, Followers followers) {
        this.context = context;
        this.followers = followers;
        this.pacing = new Pacing<>(context.scheduler(), PAUSE, MOST, Ring::both, this::ring, Bells::again);
        context.placements().add(this);
    }

    /**
     * What there is to ring for.
     *
     * @param posts 0 if the store is to say how many there are
     */
    private record Ring(Position position, long posts, boolean deleted) {
        /** The later one, with what the earlier one was for. */
        static Ring both(Ring one, Ring other) {
            boolean isLater = !one.position.epoch().equals(other.position.epoch())
                    || other.position.offset() >= one.position.offset();
            Ring later = isLater ? other : one;
            return new Ring(later.position, later.posts, one.deleted || other.deleted);
        }
    }

    @Override
    public void posted(MessageDraft draft, Receipt receipt) {
        Boolean followed = followers.known(receipt.roomId());
        if (followed == null || followed) {
            want(followed, receipt.roomId(), new Ring(receipt.position(), receipt.number(), false));
        }
    }

    @Override
    public void changed(Message before, Message after) {
        if (after.deleted() && !before.deleted()) {
            Position place = new Position(after.position().epoch(), after.changeOffset());
            want(followers.known(after.roomId()), after.roomId(), new Ring(place, 0, true));
        }
    }

    /** Rings at once what waits, for the end of the engine; completes when all of it was tried. */
    public CompletableFuture<Void> flush() {
        return pacing.flush();
    }

    private void want(@Nullable Boolean followed, RoomId roomId, Ring ring) {
        if (followed == null && undecided.size() < MOST) {
            if (undecided.putIfAbsent(roomId, ring) == null) {
                ask(roomId, ring);
            } else if (undecided.computeIfPresent(roomId, (id, waits) -> Ring.both(waits, ring)) == null) {
                want(followers.known(roomId), roomId, ring); // it was decided meanwhile
            }
        } else if (followed == null || followed) {
            want(roomId, ring);
        }
    }

    private void want(RoomId roomId, Ring ring) {
        Future<?> unused = pacing.want(roomId, ring).toCompletableFuture();
    }

    /** Where that cannot be said somebody may follow it, and it is tried. */
    private void ask(RoomId roomId, Ring first) {
        followers.ask(roomId, first.position().epoch()).whenComplete((followed, error) -> {
            Ring waits = undecided.remove(roomId);
            if (waits != null && (error != null || followed)) {
                want(roomId, waits);
            }
        });
    }

    private CompletionStage<Void> ring(RoomId roomId, Ring ring) {
        return state(roomId, ring)
                .thenCompose(state -> Deadline.within(
                        context, context.broker().signal(new Topic.Bell(roomId), BellSignal.of(state))));
    }

    /** Who deletes does not know how many there are. */
    private CompletionStage<RoomState> state(RoomId roomId, Ring ring) {
        return ring.posts() > 0 && !ring.deleted()
                ? CompletableFuture.completedFuture(new RoomState(ring.position(), ring.posts(), RoomState.UNKNOWN))
                : Deadline.within(context, context.broker().head(roomId, null)).thenApply(RoomState::of);
    }

    private static @Nullable Duration again(RoomId roomId, Throwable error, int before) {
        return before < TRIES ? Duration.ofSeconds(1L << before) : null;
    }
}
