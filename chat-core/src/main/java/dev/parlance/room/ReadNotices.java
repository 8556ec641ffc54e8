package dev.parlance.room;

import dev.parlance.broker.Topic;
import dev.parlance.host.EngineContext;
import dev.parlance.host.Pacing;
import dev.parlance.model.Position;
import dev.parlance.model.ReadMark;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.UserId;
import dev.parlance.transport.ServerEvent;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells those in a small room how far others have read: the first at once, what is heard within {@link #PAUSE} of that together when it is over, of each user the furthest. So it is one event a second and
 * room, however many read. In a room of more than {@value #MOST} nobody is told, as that would be quadratic; there one asks. Rooms in which nobody marks cost nothing. What is lost on the way comes with the
 * user's next mark. Any thread.
 */
public final class ReadNotices {
    /** How many users a room has, and of how many it is told at once, at the most. */
    static final int MOST = 100;
    /** Between two events of a room. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    static final String NAME = "parlance.read";

    private final EngineContext context;
    private final Function<RoomId, @Nullable Audience> rooms;
    private final Pacing<Audience, Readers, @Nullable Void> pacing;

    /**
     * Has told nothing yet.
     *
     * @param rooms those that someone of this node is in, null for others
     */
    ReadNotices(EngineContext context, Function<RoomId, @Nullable Audience> rooms) {
        this.context = context;
        this.rooms = rooms;
        this.pacing = new Pacing<>(
                context.scheduler(),
                PAUSE,
                Integer.MAX_VALUE, // of the rooms of this node, which have a bound
                Readers::with,
                ReadNotices::tell,
                (room, error, before) -> null);
    }

    /** Who is in a room. */
    interface Audience {
        RoomId id();

        /** How many users that are, over all nodes. */
        int present();

        /** Tells those of this node; on any thread. */
        void tell(ServerEvent event);
    }

    /** Who has read how far, in one epoch. Under the lock of its room's turn until that has come. */
    private static final class Readers {
        private String epoch;
        private final Map<UserId, Long> offsets = new LinkedHashMap<>();

        Readers(UserId userId, Position upTo) {
            this.epoch = upTo.epoch();
            offsets.put(userId, upTo.offset());
        }

        /** Later ones come in; those of another epoch take the place of all. One more than are told are kept, so that it shows. */
        Readers with(Readers later) {
            if (!later.epoch.equals(epoch)) {
                return later;
            }
            later.offsets.forEach((userId, offset) -> {
                if (offsets.size() <= MOST || offsets.containsKey(userId)) {
                    offsets.merge(userId, offset, Math::max);
                }
            });
            return this;
        }
    }

    /** A user has read further, by the user's own word: all nodes hear it that have someone in the room. */
    public void moved(ReadMark mark) {
        RoomId roomId = mark.roomId();
        Audience room = rooms.apply(roomId);
        if (room != null && isBig(room)) {
            return;
        }
        Signal signal = Signal.of(
                NAME,
                Map.of(
                        "user", mark.userId().value(),
                        "epoch", mark.position().epoch(),
                        "offset", "" + mark.position().offset()));
        Future<?> unused =
                context.broker().signal(new Topic.Room(roomId), signal).toCompletableFuture();
    }

    /** Some node says so. */
    void heard(Audience room, Signal signal) {
        if (isBig(room)) {
            return;
        }
        Map<String, String> data = signal.data();
        Position upTo = new Position(data.getOrDefault("epoch", ""), Long.parseLong(data.getOrDefault("offset", "")));
        pacing.want(room, new Readers(new UserId(data.getOrDefault("user", "")), upTo));
    }

    private static boolean isBig(Audience room) {
        return room.present() > MOST;
    }

    private static CompletionStage<@Nullable Void> tell(Audience room, Readers readers) {
        if (!isBig(room) && readers.offsets.size() <= MOST) {
            room.tell(new ServerEvent.Read(room.id(), readers.epoch, Collections.unmodifiableMap(readers.offsets)));
        }
        return CompletableFuture.completedFuture(null);
    }
}
