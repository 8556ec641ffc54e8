package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.ChatBroker;
import dev.parlance.redis.RedisProgram;
import dev.parlance.redis.TcpProxy;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A server is killed without a word: its people go on at the other, and whoever does not come back has left. */
@Execution(ExecutionMode.CONCURRENT)
class NodeKilledIT {
    private static final Duration LEASE_AND_SWEEP = ChatBroker.LEASE.plusSeconds(5);
    private static final Duration ON_A_BUSY_MACHINE = Duration.ofSeconds(2);

    @Test
    void whoComesBackMissesNothingAndWhoDoesNotLeavesOnce() throws Exception {
        try (RedisProgram redis = RedisProgram.with();
                TcpProxy proxy = new TcpProxy("127.0.0.1", redis.port());
                TwoNodes nodes = TwoNodes.over(proxy.url(), redis.url());
                Talk talk = Talk.at(nodes.one, nodes.two)) {
            talk.guest("eve", nodes.one);
            talk.guest("fay", nodes.one);
            ResumingClient ada = talk.people.get(0);
            ResumingClient bo = talk.people.get(1);
            ResumingClient cy = talk.people.get(2);
            Awaitility.await().until(() -> cy.view.members().size() == 6);
            int before = cy.view.presence.size();

            proxy.deafen(true); // what is said now is stored and not acknowledged, and said again elsewhere
            talk.during(
                    () -> {
                        Awaitility.await().until(() -> isUnanswered(cy, ada) || isUnanswered(cy, bo));
                        nodes.first.kill();
                    },
                    50);
            Awaitility.await()
                    .atMost(LEASE_AND_SWEEP.plus(ON_A_BUSY_MACHINE))
                    .until(() -> cy.view.members().size() == 4);
            talk.flow(50);
            talk.end();

            talk.assertNothingLost();
            assertThat(talk.people).extracting(ResumingClient::connections).containsExactly(2, 2, 1, 1);
            assertThat(cy.view.presence.subList(before, cy.view.presence.size()))
                    .containsExactlyInAnyOrder("eve left", "fay left");
            assertThat(talk.people)
                    .allSatisfy(person -> assertThat(person.view.presence)
                            .filteredOn(news -> news.endsWith("left"))
                            .containsExactlyInAnyOrder("eve left", "fay left"));
        }
    }

    /** Whether someone has heard what has no receipt yet; or it was refused, because a word of the node's own was on its way before it. */
    private static boolean isUnanswered(ResumingClient listener, ResumingClient talker) {
        long heard = listener.view.texts().stream()
                .filter(text -> text.startsWith(talker.name + " "))
                .count();
        return heard > talker.acknowledged().size() || !talker.refusals.isEmpty();
    }
}
