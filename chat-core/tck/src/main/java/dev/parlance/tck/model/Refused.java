package dev.parlance.tck.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.Stages;
import java.util.concurrent.CompletionStage;

/** What a broker must refuse, and with which code. */
final class Refused {
    private final BrokerCluster cluster;

    Refused(BrokerCluster cluster) {
        this.cluster = cluster;
    }

    void expect(ErrorCode code, CompletionStage<?> stage) {
        assertThat(Stages.failure(stage, cluster.patience()))
                .isInstanceOfSatisfying(
                        ChatException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
