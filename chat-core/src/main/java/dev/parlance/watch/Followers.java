package dev.parlance.watch;

import dev.parlance.host.BoundedTable;
import dev.parlance.host.Deadline;
import dev.parlance.host.EngineContext;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whether anybody follows a room, for who would ring its bell. The store is asked once a minute of each room in which something is said; who follows a room that nobody followed says so to all nodes. So a
 * room that nobody follows costs a look into a table. Any thread.
 */
public final class Followers {
    /** What nodes call one another when somebody begins to follow a room. */
    public static final String CALL = "parlance.followed";
    /** For how long it holds what the store said. */
    static final Duration REMEMBERED = Duration.ofMinutes(1);
    /** Of how many rooms that is remembered; of others the store is asked with each message. */
    static final int MOST = 65_536;

    private static final String ROOM = "room";

    private final EngineContext context;
    private final Consumer<Map<String, String>> call;
    private final BoundedTable<RoomId, Known> rooms;

    private record Known(boolean isFollowed, long until) {}

    /**
     * Knows nothing yet.
     *
     * @param call calls all nodes, this one too
     */
    public Followers(EngineContext context, Consumer<Map<String, String>> call) {
        this.context = context;
        this.call = call;
        this.rooms = new BoundedTable<>(
                MOST,
                "so many rooms are talked in that it is not remembered of all whether they are followed",
                (known, now) -> now - known.until() >= 0,
                now());
    }

    /** Whether anybody does, as far as that is known just now; null if it has to be asked. Makes nothing. */
    @Nullable
    Boolean known(RoomId roomId) {
        Known known = rooms.find(roomId);
        return (known == null || !isFresh(known)) ? null : (Boolean) known.isFollowed();
    }

    /** Asks whether anybody does, of those who have read something in this epoch. */
    CompletionStage<Boolean> ask(RoomId roomId, String epoch) {
        return Deadline.within(context, context.broker().readers(roomId, new Position(epoch, 0), 1, null))
                .thenApply(page -> {
                    boolean isFollowed = !page.users().isEmpty();
                    learned(roomId, isFollowed);
                    return isFollowed;
                });
    }

    /** Somebody follows a room who did not before. */
    void announce(RoomId roomId) {
        call.accept(Map.of(ROOM, roomId.value()));
    }

    /** Some node has announced that. */
    public void called(Map<String, String> data) {
        learned(new RoomId(data.getOrDefault(ROOM, "")), true);
    }

    /** What was announced is newer than an answer of the store that was under way. */
    private void learned(RoomId roomId, boolean isFollowed) {
        Known learned = new Known(isFollowed, now() + REMEMBERED.toNanos());
        rooms.update(
                roomId,
                now(),
                before -> before != null && before.isFollowed() && isFresh(before) && !isFollowed ? before : learned);
    }

    private boolean isFresh(Known known) {
        return now() - known.until() < 0;
    }

    private long now() {
        return context.ticker().getAsLong();
    }
}
