package dev.parlance.tck.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.ChatBroker;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import dev.parlance.tck.harness.CallTime;
import dev.parlance.tck.harness.Recorder;
import dev.parlance.tck.harness.Stages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** B11: no operation waits before it returns, neither for the store nor for a connection nor for another operation. */
public abstract class PromptnessRules extends Rules {
    private static final int CALLS = 200;
    /** Less than any answer of a store takes; a call that is only interrupted by other threads stays below it most of the time. */
    private static final Duration SHORTER_THAN_ANY_ANSWER = Duration.ofNanos(30_000);

    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    protected PromptnessRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    @Test
    void required_b11_noOperationKeepsItsCallerWaiting() {
        BrokerNode node = node();

        Operations.of(node.broker(), cluster)
                .forEach((name, operation) -> assertThat(leastWait(operation))
                        .as("how long %s kept its caller waiting in the best of %s calls", name, CALLS)
                        .isLessThan(SHORTER_THAN_ANY_ANSWER));
    }

    @Test
    void optional_b11_neitherDoesOneInAnOutageNorAStartOrAStop() {
        BrokerNode node = node();
        ChatBroker late = cluster.store().newNode();
        ChatBroker leaving = node().broker();
        Map<String, Supplier<CompletionStage<?>>> all = Operations.of(node.broker(), cluster);
        all.put("start", () -> late.start(new Recorder(cluster.patience())));
        all.put("stop", leaving::stop);
        List<CompletionStage<?>> begun = new ArrayList<>();

        Runnable end = cluster.store().beginOutage();
        try {
            all.forEach((name, operation) -> assertThat(CallTime.waited(() -> begun.add(operation.get())))
                    .as("how long %s kept its caller waiting in an outage", name)
                    .isLessThan(AT_ONCE));
            // the members that could not be told of leave later, so a stop may wait for the end of the outage
            begun.subList(0, begun.size() - 1).forEach(stage -> Stages.ended(stage, cluster.patience()));
        } finally {
            end.run();
        }
        begun.forEach(stage -> Stages.ended(stage, cluster.patience()));
        Stages.ended(late.stop(), cluster.patience());
        cluster.awaitService(node);
    }

    private Duration leastWait(Supplier<CompletionStage<?>> operation) {
        Duration least = Duration.ofDays(1);
        for (int i = 0; i < CALLS && least.compareTo(SHORTER_THAN_ANY_ANSWER) >= 0; i++) {
            List<CompletionStage<?>> begun = new ArrayList<>(1);
            Duration waited = CallTime.waited(() -> begun.add(operation.get()));
            Stages.ended(begun.get(0), cluster.patience());
            least = waited.compareTo(least) < 0 ? waited : least;
        }
        return least;
    }
}
