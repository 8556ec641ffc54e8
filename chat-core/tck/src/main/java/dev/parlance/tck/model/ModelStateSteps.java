package dev.parlance.tck.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import java.time.Duration;
import java.util.List;

/** The steps of a program that use the small keyed state. */
final class ModelStateSteps {
    private static final List<Duration> TIMES = List.of(Duration.ofMillis(300_500), Duration.ofMillis(20_500));

    private final StateModel state = new StateModel();
    private final List<String> keys;
    private final List<String> transcript;

    ModelStateSteps(BrokerCluster cluster, List<String> transcript) {
        this.keys = List.of(cluster.name("key"), cluster.name("key"));
        this.transcript = transcript;
    }

    void play(ModelStep step, BrokerNode node, String name, Duration now) {
        int index = step.first() % keys.size();
        String key = keys.get(index);
        switch (step.verb()) {
            case PUT -> {
                String value = "value " + step.second() % 3;
                Duration time = TIMES.get(step.second() / 3 % TIMES.size());
                transcript.add("%s.put(key%d, \"%s\", %s)".formatted(name, index, value, time));
                node.put(key, value, time);
                state.put(key, value, now.plus(time));
            }
            case GET -> {
                transcript.add("%s.get(key%d)".formatted(name, index));
                assertThat(node.get(key)).isEqualTo(state.get(key, now));
            }
            case TAKE -> {
                transcript.add("%s.take(key%d)".formatted(name, index));
                assertThat(node.take(key)).isEqualTo(state.take(key, now));
            }
            default -> throw new IllegalArgumentException(step.toString());
        }
    }
}
