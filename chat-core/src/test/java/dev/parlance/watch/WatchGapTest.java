package dev.parlance.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.TestLane;
import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.broker.Topic;
import dev.parlance.model.Position;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomHead;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.UserId;
import dev.parlance.transport.ClientCommand.FollowRoom;
import dev.parlance.transport.ClientCommand.UnfollowRoom;
import dev.parlance.transport.ClientCommand.WatchRooms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is said to users alone is lost on its way to one node, at which Bo watches. */
class WatchGapTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final RoomId MILK = new RoomId("milk");
    private static final Topic BO = new Topic.Recipient(new UserId("bo"));
    private static final Duration SOON = Duration.ofSeconds(5);

    private final EngineFixture fixture = new EngineFixture();
    private final HardOfHearing broker = new HardOfHearing();
    private final ChatEngine node = fixture.node(broker, builder -> builder);

    private final class HardOfHearing extends ForwardingBroker {
        private boolean deaf;
        private boolean isDown;
        private final List<RoomId> heads = new ArrayList<>();
        private BrokerListener told;

        HardOfHearing() {
            super(InMemoryBroker.builder().hub(fixture.hub).build());
        }

        @Override
        public CompletionStage<List<KeptMark>> marks(UserId userId) {
            return isDown
                    ? CompletableFuture.failedFuture(new IllegalStateException("expected by this test"))
                    : super.marks(userId);
        }

        @Override
        public CompletionStage<RoomHead> head(RoomId roomId, @Nullable Position since) {
            heads.add(roomId);
            return isDown
                    ? CompletableFuture.failedFuture(new IllegalStateException("expected by this test"))
                    : super.head(roomId, since);
        }

        @Override
        public CompletionStage<Void> start(BrokerListener listener) {
            told = listener;
            return super.start(new BrokerListener() {
                @Override
                public void onEvent(RoomEvent event) {
                    listener.onEvent(event);
                }

                @Override
                public void onSignal(Topic topic, Signal signal) {
                    if (!deaf) {
                        listener.onSignal(topic, signal);
                    }
                }

                @Override
                public void onGap(RoomId roomId) {
                    listener.onGap(roomId);
                }
            });
        }
    }

    private TestClient user(ChatEngine engine, String id) {
        TestClient client = new TestClient(engine, new TestLane(), fixture.encoder).as(id);
        client.news();
        return client;
    }

    private TestClient watching(String id) {
        TestClient client = user(node, id).ask(1, new WatchRooms(true));
        client.news();
        return client;
    }

    private void say(RoomId room) {
        fixture.engine.room(room).publish("hi").toCompletableFuture().join();
    }

    private void hearAgain() {
        hearAgain(BO);
    }

    private void hearAgain(Topic... lost) {
        broker.deaf = false;
        List.of(lost).forEach(broker.told::onSignalsLost);
        fixture.time.advance(SOON);
    }

    @Test
    void whoWatchesIsToldThatSomethingMayBeLostAndNobodyElseIs() {
        TestClient bo = watching("bo");
        TestClient notWatching = user(node, "bo");
        TestClient ada = watching("ada");

        hearAgain();

        assertThat(bo.news()).containsExactly("something was lost");
        assertThat(notWatching.news()).isEmpty();
        assertThat(ada.news()).isEmpty();
    }

    @Test
    void marksThatWereMovedMeanwhileAreToldAsTheyAreNow() {
        say(TEA);
        say(MILK);
        TestClient elsewhere = user(fixture.engine, "bo");
        elsewhere.ask(2, new FollowRoom(MILK));
        TestClient bo = watching("bo");
        broker.deaf = true;
        elsewhere.ask(3, new FollowRoom(TEA)).ask(4, new UnfollowRoom(MILK));
        assertThat(bo.news()).isEmpty();

        hearAgain();

        assertThat(bo.news())
                .containsExactlyInAnyOrder(
                        "something was lost", "tea mark at 1 v1 unread 0 mentions 0 of 1", "follows milk no more");
    }

    @Test
    void aRoomThatWasFollowedMeanwhileRingsItsBellFromThenOn() {
        say(TEA);
        TestClient bo = watching("bo");
        broker.deaf = true;
        user(fixture.engine, "bo").ask(3, new FollowRoom(TEA));
        hearAgain();
        bo.news();

        say(TEA);
        fixture.time.advance(Duration.ofMillis(1));

        assertThat(bo.news()).containsExactly("activity [tea 2]");
    }

    @Test
    void whereNothingIsOtherwiseNoMarkIsToldAgain() {
        say(TEA);
        TestClient bo = watching("bo");
        bo.ask(2, new FollowRoom(TEA)).news();

        hearAgain();

        assertThat(bo.news()).containsExactly("something was lost");
    }

    @Test
    void marksThatCannotBeReadJustThenAreReadSomeSecondsLater() {
        say(TEA);
        TestClient bo = watching("bo");
        broker.deaf = true;
        user(fixture.engine, "bo").ask(3, new FollowRoom(TEA));
        broker.isDown = true;
        hearAgain();
        assertThat(bo.news()).containsExactly("something was lost");

        broker.isDown = false;
        fixture.time.advance(Duration.ofSeconds(10));

        assertThat(bo.news()).containsExactly("tea mark at 1 v1 unread 0 mentions 0 of 1");
    }

    /** Follows rooms, the first ones of the node, each of which was read once by then and is read again of itself in the next minute. */
    private TestClient following(RoomId... rooms) {
        TestClient bo = watching("bo");
        for (RoomId room : rooms) {
            say(room);
            bo.ask(2, new FollowRoom(room));
        }
        fixture.time.advance(Duration.ofSeconds(70)); // the first of them are read again after 121 seconds
        bo.news();
        broker.heads.clear();
        return bo;
    }

    @Test
    void whatWasSaidInAFollowedRoomWhileItsBellWasNotHeardIsToldSoon() {
        TestClient bo = following(MILK, TEA);
        broker.deaf = true;
        say(TEA);
        assertThat(bo.news()).isEmpty();

        hearAgain(new Topic.Bell(MILK), new Topic.Bell(TEA));

        assertThat(bo.news()).containsExactly("activity [tea 2]");
    }

    @Test
    void aRoomWhoseBellIsLostAgainAndAgainIsReadOnceUntilItsTurnComes() {
        TestClient bo = following(MILK, TEA);
        Topic tea = new Topic.Bell(TEA);

        hearAgain(tea, tea, new Topic.Bell(MILK), tea);
        assertThat(broker.heads).containsExactlyInAnyOrder(TEA, MILK);

        hearAgain(tea);
        assertThat(broker.heads).hasSize(3);
        assertThat(bo.news()).isEmpty();
    }

    @Test
    void aRoomThatCannotBeReadJustThenIsReadSomeSecondsLater() {
        TestClient bo = following(MILK, TEA);
        broker.deaf = true;
        say(TEA);
        broker.isDown = true;
        hearAgain(new Topic.Bell(TEA));
        assertThat(bo.news()).isEmpty();

        broker.isDown = false;
        fixture.time.advance(Duration.ofSeconds(11));

        assertThat(bo.news()).containsExactly("activity [tea 2]");
    }

    @Test
    void allBellsOfANodeThatBreakAtOnceAreMadeUpForOneAfterTheOther() {
        RoomId[] rooms =
                IntStream.range(0, 100).mapToObj(i -> new RoomId("room" + i)).toArray(RoomId[]::new);
        following(rooms);

        broker.deaf = false;
        for (RoomId room : rooms) {
            broker.told.onSignalsLost(new Topic.Bell(room));
        }
        fixture.time.advance(Duration.ofMillis(50));

        assertThat(broker.heads).hasSizeBetween(1, 60);
        fixture.time.advance(Duration.ofMillis(60));
        assertThat(broker.heads).containsAll(List.of(rooms));
    }

    @Test
    void whatIsLostOfRoomsOrOfUsersWhoDoNotWatchIsNobodysNews() {
        TestClient bo = watching("bo");

        broker.told.onSignalsLost(new Topic.Recipient(new UserId("cy")));
        broker.told.onSignalsLost(new Topic.Bell(TEA));
        fixture.time.advance(SOON);

        assertThat(bo.news()).isEmpty();
    }
}
