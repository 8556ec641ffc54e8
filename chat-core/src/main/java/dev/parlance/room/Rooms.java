package dev.parlance.room;

import dev.parlance.broker.Topic;
import dev.parlance.complaint.Complaints;
import dev.parlance.host.EngineContext;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Profile;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The rooms that someone of this node is in. A room is subscribed with its first holder and unsubscribed with its last. Any thread. */
public final class Rooms {
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(Rooms.class.getName()));

    private final EngineContext context;
    private final BooleanSupplier stopped;
    private final ConcurrentHashMap<RoomId, LiveRoom> rooms = new ConcurrentHashMap<>();
    private final ReadNotices readNotices;
    private final SeenUsers<LiveRoom> seen;
    private final ConcurrentMap<UserId, Integer> ofUsers = new ConcurrentHashMap<>();
    private volatile BiConsumer<RoomId, @Nullable UserId> doubts = (roomId, userId) -> {};

    public Rooms(EngineContext context, BooleanSupplier stopped) {
        this.context = context;
        this.stopped = stopped;
        this.readNotices = new ReadNotices(context, rooms::get);
        this.seen = new SeenUsers<>(context.presentNames());
    }

    /** Who tells how far users have read. */
    public ReadNotices readNotices() {
        return readNotices;
    }

    @Nullable
    public LiveRoom find(RoomId id) {
        return rooms.get(id);
    }

    /** Says who asks anew, when a right to be in a room may have gone, whether a user, or everybody if null, may stay. */
    public void onDoubt(BiConsumer<RoomId, @Nullable UserId> asking) {
        doubts = asking;
    }

    void doubt(RoomId roomId, @Nullable UserId userId) {
        doubts.accept(roomId, userId);
    }

    /** All of them, while they come and go. */
    public Iterable<LiveRoom> all() {
        return rooms.values();
    }

    /** Who is seen in them. */
    SeenUsers<LiveRoom> seen() {
        return seen;
    }

    /** Someone is called otherwise now: told in those in which that one is, on whichever node. */
    public void renamed(Profile profile) {
        seen.roomsOf(profile.userId()).forEach(room -> room.renamed(profile));
    }

    /** A session of a user is in one room more. */
    void entered(UserId user) {
        ofUsers.merge(user, 1, Integer::sum);
    }

    void left(UserId user) {
        ofUsers.computeIfPresent(user, (id, count) -> count == 1 ? null : count - 1);
    }

    /** In how many rooms the sessions of a user are, each counted for itself. */
    public int countOf(UserId user) {
        return ofUsers.getOrDefault(user, 0);
    }

    /**
     * Holds a room; every call wants one {@link #release}.
     *
     * @throws ChatException {@link ErrorCode#OVERLOADED} if it would be one room too many for this node
     */
    public LiveRoom hold(RoomId id) {
        // subscribing within compute keeps it behind the unsubscribing of this room's former life
        return rooms.compute(id, (key, live) -> {
            LiveRoom room = live;
            if (room == null && rooms.mappingCount() >= context.limits().maxRoomsPerNode()) {
                throw new ChatException(ErrorCode.OVERLOADED, "this server holds as many rooms as it may");
            }
            if (room == null || room.ready.isCompletedExceptionally()) { // whoever comes after a failure tries again
                room = new LiveRoom(key, context, this);
                subscribe(room);
            }
            room.holders++;
            return room;
        });
    }

    public void release(LiveRoom room) {
        @Nullable
        LiveRoom left = rooms.compute(room.id, (key, live) -> {
            if (live != room || --room.holders > 0) {
                return live;
            }
            room.news.close();
            room.left = true;
            context.standings().deaf(key);
            context.broker().unsubscribe(new Topic.Room(key)).whenComplete((done, error) -> {
                if (error != null && !stopped.getAsBoolean()) {
                    COMPLAINTS.warn("unsubscribing a room failed", key + ", " + error);
                }
            });
            return null;
        });
        if (left != room && room.left) {
            room.roster.close(); // its lock may be held by who tells a member, so not within compute
        }
    }

    private void subscribe(LiveRoom room) {
        context.broker()
                .subscribe(new Topic.Room(room.id))
                .thenCompose(done -> {
                    context.standings().hears(room.id);
                    if (room.left) { // before it was even subscribed
                        context.standings().deaf(room.id);
                    }
                    return CompletableFuture.allOf(
                            room.news.load().toCompletableFuture(),
                            room.roster.load().toCompletableFuture());
                })
                .whenComplete((done, error) -> {
                    if (error == null) {
                        room.ready.complete(null);
                    } else {
                        room.ready.completeExceptionally(error);
                    }
                });
    }
}
