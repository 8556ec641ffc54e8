package dev.parlance.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.RoomId;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of all rules share: a cluster each. */
abstract class Rules {
    private final BrokerTck kit;
    Cluster cluster;

    Rules(BrokerTck kit) {
        this.kit = kit;
    }

    @BeforeEach
    void open() {
        cluster = new Cluster(kit.openStore(), kit.patience());
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    Node node() {
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
