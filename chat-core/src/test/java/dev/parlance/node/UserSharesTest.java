package dev.parlance.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.parlance.ChatEngine;
import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.TestLane;
import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.broker.Topic;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import dev.parlance.policy.ChatLimits;
import dev.parlance.policy.Metered;
import dev.parlance.policy.Rate;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** A user who is on several nodes has the limits of one: a share of them on each. */
class UserSharesTest {
    private static final int BURST = 120;
    private static final int PER_SECOND = 10;

    private final EngineFixture fixture = new EngineFixture(UserSharesTest::limited);
    private final ChatEngine second = fixture.node(UserSharesTest::limited);
    private final ChatEngine third = fixture.node(UserSharesTest::limited);
    private final TestClient onFirst = on(fixture.engine);
    private final TestClient onSecond = on(second);
    private final TestClient onThird = on(third);

    private static ChatEngine.Builder limited(ChatEngine.Builder builder) {
        return builder.limits(ChatLimits.builder()
                .unlimitedRates()
                .userRate(Metered.MESSAGES, new Rate(PER_SECOND, BURST))
                .userRate(Metered.TYPING, new Rate(PER_SECOND, PER_SECOND / 2))
                .maxRoomsPerUser(30)
                .build());
    }

    private TestClient on(ChatEngine node) {
        fixture.time.advance(Duration.ZERO); // the nodes know each other
        TestClient client =
                new TestClient(node, new TestLane(), fixture.encoder).as("ada").join("tea");
        client.news();
        return client;
    }

    /** Sends until it is refused, and returns how many were taken. */
    private static int sendsUntilRefused(TestClient client) {
        for (int sent = 0; ; sent++) {
            client.say("tea", "hello");
            if (client.news().stream().anyMatch(line -> line.startsWith("error RATE_LIMITED"))) {
                return sent;
            }
        }
    }

    /** How many a user who sends as many as it may, on some nodes, gets through in so many seconds. */
    private int sentWithin(int seconds, TestClient... clients) {
        int sent = 0;
        for (int i = 0; i < 10 * seconds; i++) {
            fixture.time.advance(Duration.ofMillis(100));
            for (TestClient client : clients) {
                sent += sendsUntilRefused(client);
            }
        }
        return sent;
    }

    @Test
    void whoIsActiveOnOneNodeHasTheWholeRateThere() {
        assertThat(sendsUntilRefused(onFirst)).isEqualTo(BURST);
        fixture.time.advance(Duration.ofSeconds(1));
        assertThat(sentWithin(30, onFirst)).isEqualTo(31 * PER_SECOND);
    }

    @Test
    void whoIsActiveOnThreeNodesHasTheRateOfOneOverAll() {
        int untilLearnt = sendsUntilRefused(onFirst) + sendsUntilRefused(onSecond) + sendsUntilRefused(onThird);
        assertThat(untilLearnt).as("the error: a burst on each node").isEqualTo(3 * BURST);
        fixture.time.advance(UserShares.BETWEEN.plus(UserShares.PATIENCE));
        sentWithin(10, onFirst, onSecond, onThird); // what had filled again before the answers
        assertThat(sentWithin(60, onFirst, onSecond, onThird)).isBetween(57 * PER_SECOND, 61 * PER_SECOND);
    }

    @Test
    void whatIsAskedWithoutAConnectionIsCountedOverAllNodesToo() {
        User bob = User.of("bob", "Bob");
        ChatEngine[] nodes = {fixture.engine, second, third};
        sentWithin(10, bob, nodes); // until they have learnt of one another
        assertThat(sentWithin(60, bob, nodes)).isBetween(57 * PER_SECOND, 61 * PER_SECOND);
    }

    private int sentWithin(int seconds, User user, ChatEngine... nodes) {
        int sent = 0;
        for (int i = 0; i < 10 * seconds; i++) {
            fixture.time.advance(Duration.ofMillis(100));
            for (ChatEngine node : nodes) {
                while (catchThrowable(() -> node.count(user, Metered.MESSAGES, 1)) == null) {
                    sent++;
                }
            }
        }
        return sent;
    }

    @Test
    void whoStaysBelowTheRateOnEachNodeDoesNotGoBeyondItOverAll() {
        int sent = 0;
        for (int second = 0; second < 90; second++) {
            fixture.time.advance(Duration.ofSeconds(1));
            for (TestClient client : new TestClient[] {onFirst, onSecond, onThird}) {
                int now = sent(PER_SECOND - 1, client);
                sent += second < 30 ? 0 : now;
            }
        }
        assertThat(sent).isBetween(57 * PER_SECOND, 61 * PER_SECOND);
    }

    @Test
    void whoIsQuietElsewhereHasTheWholeRateAgain() {
        sentWithin(10, onFirst, onSecond);
        fixture.time.advance(Duration.ofSeconds(30)); // all is there again
        sentWithin(20, onFirst); // asks anew, and the other node has nothing to tell
        assertThat(sentWithin(10, onFirst)).isEqualTo(10 * PER_SECOND);
    }

    @Test
    void aShareIsBelievedForAMinute() {
        sentWithin(10, onFirst, onSecond);
        fixture.time.advance(Duration.ofSeconds(40));
        assertThat(sendsUntilRefused(onFirst)).isEqualTo(BURST / 2);
    }

    @Test
    void andNoLonger() {
        sentWithin(10, onFirst, onSecond);
        fixture.time.advance(Duration.ofSeconds(60));
        assertThat(sendsUntilRefused(onFirst)).isEqualTo(BURST);
    }

    @Test
    void whoIsQuietOnOneNodeWhileTheOtherAsksIsKnownAsBusyAllTheSame() {
        TestClient[] both = {onFirst, onSecond};
        int taken = 0;
        for (int round = 0; round < 20; round++) {
            int before = taken;
            fixture.time.advance(Duration.ofSeconds(1)); // all that was taken on either is there again
            for (TestClient one : both) {
                taken += typed(one);
                fixture.time.advance(Duration.ofMillis(200));
            }
            for (int i = 0; i < 40; i++) {
                for (TestClient one : both) {
                    taken += typed(one);
                }
                fixture.time.advance(Duration.ofMillis(110));
            }
            if (round < 5) {
                taken = before;
            }
        }
        assertThat(taken).isLessThanOrEqualTo(15 * 58 * PER_SECOND / 10); // a round takes 5.8 s
    }

    private static int typed(TestClient client) {
        client.typing("tea", true);
        return taken(1, client);
    }

    private static int sent(int messages, TestClient client) {
        for (int i = 0; i < messages; i++) {
            client.say("tea", "hello");
        }
        return taken(messages, client);
    }

    /** How many were not refused of so many. */
    private static int taken(int tried, TestClient client) {
        return tried
                - (int) client.news().stream()
                        .filter(line -> line.startsWith("error RATE_LIMITED"))
                        .count();
    }

    @Test
    void nobodyAsksForWhoDoesLittle() {
        onFirst.say("tea", "hello"); // for a minute it is known then that nobody marks what is said here
        fixture.time.advance(Duration.ofSeconds(5));
        int before = fixture.time.scheduled();
        for (int i = 0; i < 11; i++) {
            onFirst.say("tea", "hello");
            assertThat(fixture.time.scheduled()).isEqualTo(before);
            fixture.time.advance(Duration.ofSeconds(5));
        }
    }

    @Test
    void theOthersAreAskedAgainWhenTheBusHasFailed() {
        FailingBus bus =
                new FailingBus(InMemoryBroker.builder().hub(fixture.hub).build());
        TestClient onFourth = on(fixture.node(bus, UserSharesTest::limited));
        bus.fails = true;
        assertThat(sentWithin(10, onFirst, onFourth)).isGreaterThan(2 * BURST);
        bus.fails = false;
        sentWithin(10, onFirst, onFourth);
        assertThat(sentWithin(30, onFirst, onFourth)).isBetween(29 * PER_SECOND, 31 * PER_SECOND);
    }

    /** It says nothing to other nodes while it fails. */
    private static final class FailingBus extends ForwardingBroker {
        boolean fails;

        FailingBus(ChatBroker broker) {
            super(broker);
        }

        @Override
        public CompletionStage<Void> signal(Topic topic, Signal signal) {
            return fails && topic.equals(NodeCalls.TOPIC)
                    ? CompletableFuture.failedFuture(new IllegalStateException("expected by this test"))
                    : super.signal(topic, signal);
        }
    }

    @Test
    void otherUsersAreNotConcerned() {
        sentWithin(10, onFirst, onSecond);
        TestClient bob = fixture.client("bob", "tea");
        assertThat(sendsUntilRefused(bob)).isEqualTo(BURST);
    }

    @Test
    void roomsAreCountedOverAllNodes() {
        int rooms = 3;
        for (int i = 0; i < 40; i++) {
            for (TestClient client : new TestClient[] {onFirst, onSecond, onThird}) {
                client.join("room" + i);
                if (client.news().stream().noneMatch(line -> line.startsWith("error TOO_MANY_ROOMS"))) {
                    rooms++;
                }
                fixture.time.advance(Duration.ofSeconds(3));
            }
        }
        assertThat(rooms).isBetween(30, 32);
    }
}
