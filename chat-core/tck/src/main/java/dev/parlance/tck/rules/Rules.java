package dev.parlance.tck.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.RoomId;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import dev.parlance.tck.harness.Stages;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of all rules share: a cluster each. */
public abstract class Rules {
    /** Longer than any test takes. */
    static final Duration LONG = Duration.ofMinutes(5);

    private final Supplier<BrokerCluster> clusters;
    BrokerCluster cluster;

    protected Rules(Supplier<BrokerCluster> clusters) {
        this.clusters = clusters;
    }

    @BeforeEach
    public void open() {
        cluster = clusters.get();
    }

    @AfterEach
    public void close() {
        cluster.close();
    }

    BrokerNode node() {
        return cluster.node();
    }

    RoomId room() {
        return cluster.room();
    }

    ChatException refusal(CompletionStage<?> stage) {
        Throwable failure = Stages.failure(stage, cluster.patience());
        assertThat(failure).isInstanceOf(ChatException.class);
        return (ChatException) failure;
    }

    void refuses(CompletionStage<?> stage, ErrorCode code) {
        assertThat(refusal(stage).code()).isEqualTo(code);
    }
}
