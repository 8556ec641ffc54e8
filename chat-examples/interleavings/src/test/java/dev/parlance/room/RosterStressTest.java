package dev.parlance.room;

import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.fanout.LaneRounds;
import dev.parlance.fanout.Lanes;
import dev.parlance.fanout.MemberGroups;
import dev.parlance.fanout.Peer;
import dev.parlance.host.EngineContext;
import dev.parlance.host.EngineTimer;
import dev.parlance.host.FileContext;
import dev.parlance.interleavings.HandTimer;
import dev.parlance.interleavings.Stress;
import dev.parlance.model.Presence;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.transport.AnswerFrame;
import dev.parlance.transport.ChatConnection;
import dev.parlance.transport.CloseReason;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.EventFrame;
import dev.parlance.transport.FrameEncoder;
import dev.parlance.transport.ServerEvent;
import dev.parlance.transport.ServerReply;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/**
 * What a node's members were told of joins and leaves is, at each moment, what an answer lists, and at the end who is in the room, though words are lost, readings come late and some fail;
 * red if what is heard or read is taken in, told, or looked at outside the lock.
 */
class RosterStressTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final User[] USERS = {User.of("ada", "Ada"), User.of("bo", "Bo")};
    private static final User EVE = User.of("eve", "Eve");
    private static final InMemoryBroker OTHERWISE = InMemoryBroker.builder().build();

    /** A room and its store. */
    private static final class Run {
        private final Queue<Runnable> lent = new ConcurrentLinkedQueue<>();
        private final HandTimer timer = new HandTimer();
        private final MemberGroups members = new MemberGroups(TEA);
        private final Roster roster;
        private volatile Presence store = Presence.of(TEA, 0, List.of());
        private volatile boolean fails;
        private volatile List<ServerEvent> told = List.of();

        Run() {
            EngineTimer scheduler = new EngineTimer(timer);
            LaneRounds rounds = new Lanes(scheduler).enter(step -> {});
            members.add(EVE, new Peer(new Hearer(), rounds, null));
            EngineContext context = new EngineContext(
                    new Store(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    () -> 0,
                    null,
                    scheduler,
                    null,
                    lent::add,
                    null,
                    null,
                    null,
                    true,
                    FileContext.NONE);
            roster =
                    new Roster(TEA, new PresenceNotices(TEA, members, context), context, new SeenUsers<>(true).of(TEA));
            roster.load();
        }

        private final class Store extends ForwardingBroker {
            Store() {
                super(OTHERWISE);
            }

            @Override
            public CompletionStage<Presence> members(RoomId roomId) {
                return fails
                        ? CompletableFuture.failedFuture(new IllegalStateException("no store"))
                        : CompletableFuture.completedFuture(store);
            }
        }

        /** Hears what is told as it is encoded, in its order. */
        private final class Hearer implements ChatConnection, FrameEncoder {
            @Override
            public EventFrame event(ServerEvent event) {
                List<ServerEvent> more = new ArrayList<>(told);
                more.add(event);
                told = more;
                return new EventFrame(new byte[0], 0, event);
            }

            @Override
            public FrameEncoder encoder() {
                return this;
            }

            @Override
            public AnswerFrame reply(long requestId, ServerReply reply) {
                throw new AssertionError("nobody asks");
            }

            @Override
            public Executor lane() {
                throw new AssertionError("it is given");
            }

            @Override
            public void send(EncodedFrame frame) {}

            @Override
            public void close(CloseReason reason) {}
        }

        /** The broker's thread; some words are lost. */
        void comeOrGo(int turn) {
            User user = USERS[turn / 2 % 2];
            long version = store.version() + 1;
            List<User> there = new ArrayList<>(store.members());
            boolean left = there.remove(user);
            if (!left) {
                there.add(user);
            }
            store = Presence.of(TEA, version, there);
            if (turn % 5 == 4) {
                return;
            }
            if (left) {
                roster.apply(new RoomEvent.Left(TEA, user, version));
            } else {
                roster.apply(new RoomEvent.Joined(TEA, user, version));
            }
        }

        void suspect(int turn) {
            fails = turn % 7 == 6;
            roster.reload();
            fails = false;
        }

        /** The engine's executor, and its timer. */
        void work(int turn) {
            Runnable task = lent.poll();
            if (task != null) {
                task.run();
            }
            timer.runNext();
        }

        void look(int turn) {
            Roster.Snapshot seen = roster.snapshot(EVE, 0);
            Set<User> there = new HashSet<>(seen.members());
            there.remove(EVE);
            require(there.equals(toldOf((int) seen.announced())), "an answer lists others than were told of");
        }

        private Set<User> toldOf(int announced) {
            Set<User> there = new HashSet<>();
            for (ServerEvent event : told.subList(0, announced)) {
                if (event instanceof ServerEvent.UserJoined joined) {
                    require(there.add(joined.user()), "told twice");
                } else if (event instanceof ServerEvent.UserLeft left) {
                    require(there.remove(left.user()), "left who was not there");
                }
            }
            return there;
        }

        void settle() {
            comeOrGo(0); // what was lost before is found by this
            while (!lent.isEmpty()) {
                work(0);
            }
            while (timer.runNext()) {} // what failed is read again
            require(toldOf(told.size()).equals(Set.copyOf(store.members())), "others were told of than are there");
            look(0);
        }
    }

    private static void require(boolean fact, String otherwise) {
        if (!fact) {
            throw new AssertionError(otherwise);
        }
    }

    @Test
    void whoIsThereIsWhomTheMembersWereToldOf() {
        for (int i = 0; i < Stress.rounds(); i++) {
            Run run = new Run();
            Stress.round(run::comeOrGo, run::suspect, run::work, run::look);
            run.settle();
        }
    }
}
