package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.redis.RedisProgram;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A server stands still for half a minute and goes on: who waited has missed nothing, and who went to the other was never away. */
@Execution(ExecutionMode.CONCURRENT)
class NodeStoppedIT {
    private static final Duration STANDSTILL = Duration.ofSeconds(30);

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void whoWaitedCameBackOnceWhoChangedWasNeverAwayAndWhoLeftIsGone() throws Exception {
        try (RedisProgram redis = RedisProgram.with();
                TwoNodes nodes = TwoNodes.over(redis.url());
                Talk talk = new Talk()
                        .with("ada", Talk.PATIENT, nodes.one, nodes.two)
                        .with("bo", Talk.IMPATIENT, nodes.one, nodes.two)
                        .with("cy", Talk.PATIENT, nodes.two, nodes.one)
                        .begin()) {
            ResumingClient eve = talk.guest("eve", nodes.one);
            RoomView cy = talk.people.get(2).view;
            Awaitility.await().until(() -> cy.members().contains("eve"));
            int before = cy.presence.size();

            nodes.first.stop();
            Executor later = CompletableFuture.delayedExecutor(STANDSTILL.toMillis(), TimeUnit.MILLISECONDS);
            CompletableFuture<Void> over = CompletableFuture.runAsync(nodes.first::goOn, later);
            eve.close();
            talk.during(over::join, 50);
            Awaitility.await().until(() -> cy.members().contains("ada"));
            talk.flow(50);
            talk.end();

            talk.assertNothingLost();
            assertThat(talk.people).extracting(ResumingClient::connections).containsExactly(1, 2, 1);
            List<String> news = cy.presence.subList(before, cy.presence.size());
            assertThat(news).filteredOn(each -> each.startsWith("ada")).containsExactly("ada left", "ada joined");
            assertThat(news).noneMatch(each -> each.startsWith("bo"));
            assertThat(news).filteredOn(each -> each.startsWith("eve")).startsWith("eve left");
        }
    }
}
