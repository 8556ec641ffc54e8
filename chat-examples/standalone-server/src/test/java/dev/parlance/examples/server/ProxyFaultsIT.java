package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.redis.RedisProgram;
import dev.parlance.redis.TcpProxy;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A network between one node and Redis that cuts, stalls and delays. */
class ProxyFaultsIT {
    @AutoClose
    private RedisProgram redis;

    @AutoClose
    private TcpProxy proxy;

    @AutoClose
    private TwoNodes nodes;

    @AutoClose
    private Talk talk;

    @BeforeEach
    void begin() throws Exception {
        redis = RedisProgram.with();
        proxy = new TcpProxy("127.0.0.1", redis.port());
        nodes = TwoNodes.over(proxy.url(), redis.url());
        talk = Talk.at(nodes.one, nodes.two);
    }

    @Test
    void connectionsThatAreCutAgainAndAgainAreNotNoticed() throws Exception {
        for (int i = 0; i < 10; i++) {
            talk.during(proxy::cut, 20);
        }
        talk.end();

        assertThatEverythingIsThere();
        assertThat(talk.people).allMatch(person -> person.refusals.isEmpty());
    }

    @Test
    void aNetworkThatStallsLosesAndDoublesNothing() throws Exception {
        proxy.stall(true);
        talk.during(
                () -> {
                    awaitRefusals(3);
                    proxy.stall(false);
                },
                50);
        talk.end();

        assertThatEverythingIsThere();
    }

    @Test
    void whatWasStoredAndNeverAnsweredIsRepeatedAndThereOnce() throws Exception {
        proxy.deafen(true);
        talk.during(
                () -> {
                    awaitRefusals(1);
                    proxy.deafen(false);
                    proxy.cut(); // no TCP connection goes on behind a hole
                },
                50);
        talk.end();

        assertThatEverythingIsThere();
    }

    @Test
    void aNetworkThatIsAwayLosesAndDoublesNothing() throws Exception {
        proxy.refuse(true);
        talk.during(
                () -> {
                    awaitRefusals(1);
                    proxy.refuse(false);
                },
                50);
        talk.end();

        assertThatEverythingIsThere();
    }

    @Test
    void aSlowNetworkIsSlowAndNothingElse() throws Exception {
        talk.during(() -> proxy.delay(50), 10);
        talk.during(() -> proxy.delay(0), 50);
        talk.end();

        assertThatEverythingIsThere();
        assertThat(talk.people).allMatch(person -> person.refusals.isEmpty());
    }

    // the fault began while everybody rested: someone who waits to hear what is acknowledged already is refused nothing
    private void awaitRefusals(int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> talk.people.subList(0, 2).stream().allMatch(person -> person.refusals.size() >= count));
    }

    private void assertThatEverythingIsThere() {
        talk.assertNothingLost();
        talk.assertNobodyLeft();
        assertThat(talk.people).allMatch(person -> person.connections() == 1);
        assertThat(talk.people).allMatch(person -> person.gaps() == 0);
    }
}
