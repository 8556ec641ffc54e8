package dev.parlance.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.TestLane;
import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.broker.Topic;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.UserId;
import dev.parlance.policy.ChatLimits;
import dev.parlance.transport.ClientCommand.FollowRoom;
import dev.parlance.transport.ClientCommand.MarkRead;
import dev.parlance.transport.ClientCommand.MarkUnread;
import dev.parlance.transport.ClientCommand.UnfollowRoom;
import dev.parlance.transport.ClientCommand.WatchRooms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What a user's watching sessions hear, on whichever node they are. */
class WatchersTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final UserId BO = new UserId("bo");
    private static final WatchRooms ON = new WatchRooms(true);
    private static final WatchRooms OFF = new WatchRooms(false);

    /** Notes who listens to which users, and fails when it is to. */
    private static final class Notes extends ForwardingBroker {
        final List<String> notes = new ArrayList<>();
        boolean isDown;
        private final ChatBroker broker;

        Notes(ChatBroker broker) {
            super(broker);
            this.broker = broker;
        }

        @Override
        public CompletionStage<Void> subscribe(Topic topic) {
            note(topic, "listens to ");
            return isDown && topic instanceof Topic.Recipient
                    ? CompletableFuture.failedFuture(new IllegalStateException("expected by this test"))
                    : broker.subscribe(topic);
        }

        @Override
        public CompletionStage<Void> unsubscribe(Topic topic) {
            note(topic, "has done with ");
            return broker.unsubscribe(topic);
        }

        private void note(Topic topic, String what) {
            if (topic instanceof Topic.Recipient user) {
                notes.add(what + user.userId());
            }
        }
    }

    private final EngineFixture fixture = new EngineFixture();
    private final Notes notes =
            new Notes(InMemoryBroker.builder().hub(fixture.hub).build());
    private ChatEngine other;

    private ChatEngine other() {
        if (other == null) {
            other = fixture.node(notes, builder -> builder);
        }
        return other;
    }

    private static TestClient user(ChatEngine node, EngineFixture fixture, String id) {
        TestClient client = new TestClient(node, new TestLane(), fixture.encoder).as(id);
        client.news();
        return client;
    }

    private TestClient here(String id) {
        return user(fixture.engine, fixture, id);
    }

    private TestClient there(String id) {
        return user(other(), fixture, id);
    }

    private TestClient watching(TestClient client) {
        assertThat(client.ask(1, ON).news()).containsExactly("1:watches");
        return client;
    }

    private void say(int count) {
        for (int i = 0; i < count; i++) {
            fixture.engine.room(TEA).publish("m" + i).toCompletableFuture().join();
        }
    }

    private Position at(long offset) {
        String epoch = fixture.engine
                .room(TEA)
                .history(HistoryQuery.newest(1))
                .toCompletableFuture()
                .join()
                .position()
                .epoch();
        return new Position(epoch, offset);
    }

    private MarkRead read(long offset) {
        return new MarkRead(TEA, at(offset), OptionalLong.empty());
    }

    @Test
    void readingOnOneDeviceClearsTheOthersOnEveryNode() {
        say(3);
        TestClient phone = watching(here("bo"));
        TestClient desk = watching(there("bo"));
        TestClient ada = watching(there("ada"));

        here("bo").ask(2, read(2));

        assertThat(phone.news()).containsExactly("tea mark at 2 v1 unread 1 mentions 0 of 3");
        assertThat(desk.news()).containsExactly("tea mark at 2 v1 unread 1 mentions 0 of 3");
        assertThat(ada.news()).isEmpty();
    }

    @Test
    void whateverMovesAMarkIsToldToTheDeviceThatMovedItToo() {
        say(3);
        TestClient bo = watching(there("bo"));

        assertThat(bo.ask(2, new FollowRoom(TEA)).news()).contains("tea mark at 3 v1 unread 0 mentions 0 of 3");
        assertThat(bo.ask(3, new MarkUnread(TEA, at(1), OptionalLong.empty())).news())
                .contains("tea mark at 1 v2 unread 2 mentions 0 marked unread of 3");
        assertThat(bo.ask(4, new UnfollowRoom(TEA)).news()).contains("follows tea no more");
    }

    @Test
    void whoDoesNotWatchHearsNothingOfIt() {
        say(1);
        TestClient never = there("bo");
        TestClient noMore = watching(there("bo"));
        assertThat(noMore.ask(2, OFF).news()).containsExactly("2:watches no more");
        TestClient watching = watching(there("bo"));

        here("bo").ask(2, read(1));

        assertThat(never.news()).isEmpty();
        assertThat(noMore.news()).isEmpty();
        assertThat(watching.news()).hasSize(1);
    }

    @Test
    void aNodeListensToAUserOnceWhileOneOfItsSessionsWatches() {
        TestClient one = watching(there("bo"));
        TestClient two = watching(there("bo"));
        watching(one);
        assertThat(notes.notes).containsExactly("listens to bo");

        one.vanish();
        assertThat(notes.notes).containsExactly("listens to bo");
        two.ask(2, OFF).ask(3, OFF).vanish();
        assertThat(notes.notes).containsExactly("listens to bo", "has done with bo");
    }

    @Test
    void anOlderMarkNeverFollowsANewerOne() {
        say(3);
        TestClient bo = watching(there("bo"));
        SlowBus slow = new SlowBus();
        behind(slow).ask(2, read(1));
        here("bo").ask(2, read(2));
        assertThat(bo.news()).containsExactly("tea mark at 2 v2 unread 1 mentions 0 of 3");

        slow.told.forEach(this::tell);
        assertThat(slow.told).hasSize(1);
        assertThat(bo.news()).isEmpty();

        fixture.time.advance(Duration.ofSeconds(2));
        here("bo").ask(3, read(3));
        assertThat(bo.news()).contains("tea mark at 3 v3 unread 0 mentions 0 of 3");
    }

    @Test
    void aRoomThatIsFollowedAnewBeginsAnew() {
        say(3);
        TestClient bo = watching(there("bo"));
        bo.ask(2, read(1)).news();
        fixture.time.advance(Duration.ofSeconds(2));
        bo.ask(3, read(2)).news();
        bo.ask(4, new UnfollowRoom(TEA)).news();

        assertThat(bo.ask(5, new FollowRoom(TEA)).news()).contains("tea mark at 3 v1 unread 0 mentions 0 of 3");
        assertThat(bo.ask(6, new MarkUnread(TEA, at(1), OptionalLong.empty())).news())
                .contains("tea mark at 1 v2 unread 2 mentions 0 marked unread of 3");
    }

    /** A node's way to the store on which words to users wait until they are told. */
    private final class SlowBus extends ForwardingBroker {
        final List<Signal> told = new ArrayList<>();

        SlowBus() {
            super(InMemoryBroker.builder().hub(fixture.hub).build());
        }

        @Override
        public CompletionStage<Void> signal(Topic topic, Signal signal) {
            if (topic instanceof Topic.Recipient) {
                told.add(signal);
                return CompletableFuture.completedFuture(null);
            }
            return super.signal(topic, signal);
        }
    }

    private TestClient behind(SlowBus slow) {
        return user(fixture.node(slow, builder -> builder), fixture, "bo");
    }

    private void tell(Signal late) {
        InMemoryBroker bus = InMemoryBroker.builder().hub(fixture.hub).build();
        fixture.node(bus, builder -> builder);
        bus.signal(new Topic.Recipient(BO), late);
        fixture.time.advance(Duration.ofMillis(1));
    }

    @Test
    void aLateWordThatARoomIsNotFollowedLeavesANewerFollowingAsItIs() {
        say(3);
        SlowBus slow = new SlowBus();
        TestClient bo = watching(there("bo"));
        bo.ask(2, new FollowRoom(TEA)).news();
        behind(slow).ask(3, new UnfollowRoom(TEA));
        here("bo").ask(4, new FollowRoom(TEA));
        bo.news();

        tell(slow.told.get(0));
        bo.ask(5, new MarkUnread(TEA, at(1), OptionalLong.empty()));

        assertThat(bo.news())
                .containsExactly(
                        "5:mark at 1 v2 unread 2 mentions 0 marked unread",
                        "follows tea no more",
                        "tea mark at 3 v1 unread 0 mentions 0 of 3",
                        "tea mark at 1 v2 unread 2 mentions 0 marked unread of 3");
    }

    @Test
    void aLateMarkDoesNotFollowARoomAgain() {
        say(3);
        SlowBus slow = new SlowBus();
        TestClient bo = watching(there("bo"));
        bo.ask(2, new FollowRoom(TEA));
        behind(slow).ask(3, new MarkUnread(TEA, at(1), OptionalLong.empty()));
        bo.ask(4, new UnfollowRoom(TEA)).news();

        tell(slow.told.get(0));

        assertThat(bo.news()).isEmpty();
    }

    @Test
    void aLateFirstMarkOfAFollowingThatIsOverIsTakenBack() {
        say(3);
        SlowBus slow = new SlowBus();
        TestClient bo = watching(there("bo"));
        behind(slow).ask(2, new FollowRoom(TEA));
        bo.ask(3, new UnfollowRoom(TEA)).news();

        tell(slow.told.get(0));

        assertThat(bo.news()).containsExactly("tea mark at 3 v1 unread 0 mentions 0 of 3", "follows tea no more");
    }

    @Test
    void whoCannotBeHeardForIsToldSoAndMayTryAgain() {
        TestClient bo = there("bo");
        notes.isDown = true;
        assertThat(bo.ask(1, ON).news()).containsExactly("1:failed INTERNAL_ERROR");

        notes.isDown = false;
        watching(bo);
        bo.vanish();
        assertThat(notes.notes)
                .containsExactly("listens to bo", "has done with bo", "listens to bo", "has done with bo");
    }

    @Test
    void aNodeWatchesForSoManyUsersAsItMayHoldRooms() {
        ChatEngine small = fixture.node(builder -> builder.limits(
                ChatLimits.builder().unlimitedRates().maxRoomsPerNode(1).build()));
        TestClient bo = watching(user(small, fixture, "bo"));
        TestClient ada = user(small, fixture, "ada");
        assertThat(ada.ask(1, ON).news()).containsExactly("1:failed OVERLOADED");

        watching(user(small, fixture, "bo"));
        bo.ask(2, OFF);
        assertThat(ada.ask(2, ON).news()).containsExactly("2:failed OVERLOADED");
    }

    @Test
    void whatNobodyKnowsHarmsNothing() {
        TestClient bo = watching(there("bo"));
        InMemoryBroker bus = InMemoryBroker.builder().hub(fixture.hub).build();
        fixture.node(bus, builder -> builder);

        bus.signal(new Topic.Recipient(BO), Signal.of("parlance.later", Map.of()));
        bus.signal(new Topic.Recipient(BO), Signal.of(MarkSignal.NAME, Map.of("room", "")));

        assertThat(bo.news()).isEmpty();
        assertThat(bo.closed).isNull();
    }
}
