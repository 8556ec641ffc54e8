package dev.parlance.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.TestLane;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.broker.Topic;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.transport.ClientCommand.FollowRoom;
import dev.parlance.transport.ClientCommand.MarkRead;
import dev.parlance.transport.ClientCommand.MarkUnread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Who is told how far others have read: two nodes over one store. */
class ReadNoticesTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final EngineFixture fixture = new EngineFixture();
    private final List<Signal> said = new ArrayList<>();
    private final ChatEngine other = fixture.node(
            new ForwardingBroker(InMemoryBroker.builder().hub(fixture.hub).build()) {
                @Override
                public CompletionStage<Void> signal(Topic topic, Signal signal) {
                    if (topic.equals(new Topic.Room(TEA))) {
                        said.add(signal);
                    }
                    return super.signal(topic, signal);
                }
            },
            builder -> builder);

    private TestClient client(ChatEngine engine, String user) {
        return new TestClient(engine, new TestLane(), fixture.encoder).as(user);
    }

    private Position at(long offset) {
        Position head = fixture.engine
                .room(TEA)
                .history(HistoryQuery.newest(1))
                .toCompletableFuture()
                .join()
                .position();
        return new Position(head.epoch(), offset);
    }

    /** Somebody who joins with an id and hears all. */
    private TestClient in(ChatEngine engine, String user) {
        TestClient client = client(engine, user).join("tea", null);
        client.news();
        return client;
    }

    private void messages(int count) {
        for (int i = 0; i < count; i++) {
            fixture.engine.room(TEA).publish("m");
        }
    }

    private void reads(TestClient client, long offset) {
        client.ask(1, new MarkRead(TEA, at(offset), OptionalLong.empty()));
    }

    private static List<String> heard(TestClient client) {
        return client.news().stream().filter(line -> line.startsWith("read")).toList();
    }

    @Test
    void whoReadsIsSeenToHaveReadOnAllNodesByOneselfTooAndTheFirstTimeAtOnce() {
        TestClient ada = in(fixture.engine, "ada");
        TestClient bo = in(other, "bo");
        messages(2);

        reads(bo, 2);

        assertThat(heard(ada)).containsExactly("read up to bo 2");
        assertThat(heard(bo)).containsExactly("read up to bo 2");
    }

    @Test
    void aSecondIsOneEventHoweverManyReadAndOfEachTheLast() {
        TestClient ada = in(fixture.engine, "ada");
        messages(9);
        List<TestClient> readers = new ArrayList<>();
        for (int i = 1; i <= 9; i++) {
            readers.add(in(i % 2 == 0 ? other : fixture.engine, "u" + i));
        }
        reads(readers.get(0), 1);
        heard(ada);

        for (int offset = 2; offset <= 9; offset++) {
            for (TestClient each : readers) {
                reads(each, offset);
            }
            fixture.time.advance(Duration.ofMillis(100));
        }
        assertThat(heard(ada)).isEmpty();
        fixture.time.advance(Duration.ofMillis(199));
        assertThat(heard(ada)).isEmpty();
        fixture.time.advance(Duration.ofMillis(1));
        assertThat(heard(ada)).hasSize(1);
        fixture.time.advance(SECOND);
        assertThat(heard(ada)).containsExactly("read up to u1 9, u2 9, u3 9, u4 9, u5 9, u6 9, u7 9, u8 9, u9 9");
        fixture.time.advance(SECOND);
        assertThat(heard(ada)).isEmpty();
    }

    @Test
    void clientsOfOldHearNothingOfIt() {
        TestClient old = client(fixture.engine, "ada").join("tea");
        messages(1);

        reads(in(other, "bo"), 1);
        fixture.time.advance(SECOND);

        assertThat(heard(old)).isEmpty();
    }

    @Test
    void inARoomOfMoreThanAHundredNobodyIsToldAndNothingIsSaidToOtherNodes() {
        TestClient ada = in(fixture.engine, "ada");
        messages(1);
        TestClient bo = in(other, "bo");
        for (int i = 3; i <= ReadNotices.MOST; i++) {
            in(other, "u" + i);
        }
        reads(bo, 1);
        assertThat(heard(ada)).containsExactly("read up to bo 1");
        in(fixture.engine, "onemore");
        said.clear();
        messages(1);
        fixture.time.advance(SECOND);

        reads(bo, 2);
        fixture.time.advance(SECOND);

        assertThat(heard(ada)).isEmpty();
        assertThat(said).isEmpty();
    }

    @Test
    void moreReadersInASecondThanASmallRoomHasAreNotTold() {
        TestClient ada = in(fixture.engine, "ada");
        messages(1);
        reads(client(other, "first"), 1);
        assertThat(heard(ada)).hasSize(1);

        for (int i = 0; i <= ReadNotices.MOST; i++) {
            reads(client(other, "u" + i), 1);
        }
        fixture.time.advance(SECOND);

        assertThat(heard(ada)).isEmpty();
    }

    @Test
    void nothingIsSaidOfWhoMarksUnreadFollowsOrOnlyTalksAndOfAMarkThatStays() {
        TestClient ada = in(fixture.engine, "ada");
        TestClient bo = in(other, "bo");
        messages(3);
        reads(bo, 3);
        said.clear();
        heard(ada);

        bo.ask(2, new MarkUnread(TEA, at(1), OptionalLong.empty()));
        fixture.time.advance(SECOND);
        client(other, "cy")
                .ask(3, new FollowRoom(TEA))
                .join("tea")
                .say("tea", "hello")
                .run();
        fixture.time.advance(SECOND);
        reads(bo, 1);
        fixture.time.advance(SECOND);
        reads(bo, 1);
        fixture.time.advance(SECOND);

        assertThat(heard(ada)).containsExactly("read up to bo 1");
        assertThat(said).extracting(Signal::name).containsExactly(ReadNotices.NAME);
    }

    @Test
    void whoReadsWithoutBeingInTheRoomIsSeenByThoseWhoAre() {
        TestClient ada = in(fixture.engine, "ada");
        messages(1);

        reads(client(other, "bo"), 1);

        assertThat(heard(ada)).containsExactly("read up to bo 1");
    }
}
