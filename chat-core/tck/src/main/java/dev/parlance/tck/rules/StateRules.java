package dev.parlance.tck.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import dev.parlance.tck.harness.OddWords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Small values are kept for a time, and seen by all nodes. */
public abstract class StateRules extends Rules {
    protected StateRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    @Test
    void required_state_whatOneNodeKeepsAllNodesRead() {
        BrokerNode a = node();
        BrokerNode b = node();
        String key = cluster.name("key");

        a.put(key, "value", LONG);

        assertThat(a.get(key)).contains("value");
        assertThat(b.get(key)).contains("value");
        assertThat(b.get(key)).as("reading keeps it").contains("value");
    }

    @Test
    void required_state_theLastValueCounts() {
        BrokerNode a = node();
        BrokerNode b = node();
        String key = cluster.name("key");

        a.put(key, "first", LONG);
        b.put(key, "second", LONG);

        assertThat(a.get(key)).contains("second");
    }

    @Test
    void required_state_whatWasNeverKeptIsNotThere() {
        BrokerNode node = node();

        assertThat(node.get(cluster.name("key"))).isEmpty();
        assertThat(node.take(cluster.name("key"))).isEmpty();
    }

    @Test
    void required_state_whatIsTakenIsGone() {
        BrokerNode a = node();
        BrokerNode b = node();
        String key = cluster.name("key");
        a.put(key, "value", LONG);

        assertThat(b.take(key)).contains("value");

        assertThat(a.get(key)).isEmpty();
        assertThat(a.take(key)).isEmpty();
    }

    @Test
    void required_state_ofTwoNodesThatTakeOneValueAtOnceOneGetsIt() {
        BrokerNode a = node();
        BrokerNode b = node();
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            keys.add(cluster.name("key"));
            a.put(keys.get(i), "value " + i, LONG);
        }
        List<CompletionStage<Optional<String>>> byA = new ArrayList<>();
        List<CompletionStage<Optional<String>>> byB = new ArrayList<>();

        cluster.together(
                () -> keys.forEach(key -> byA.add(a.broker().take(key))),
                () -> keys.forEach(key -> byB.add(b.broker().take(key))));

        for (int i = 0; i < 200; i++) {
            List<String> taken = new ArrayList<>();
            a.done(byA.get(i)).ifPresent(taken::add);
            b.done(byB.get(i)).ifPresent(taken::add);
            assertThat(taken).containsExactly("value " + i);
        }
    }

    @Test
    void required_state_aValueWhoseTimeHasPassedIsGone() {
        BrokerNode node = node();
        String read = cluster.name("key");
        String taken = cluster.name("key");
        String kept = cluster.name("key");
        node.put(read, "value", Duration.ofSeconds(2));
        node.put(taken, "value", Duration.ofSeconds(2));
        node.put(kept, "value", LONG);

        cluster.advance(Duration.ofSeconds(3));

        assertThat(node.get(read)).isEmpty();
        assertThat(node.take(taken)).isEmpty();
        assertThat(node.get(kept)).contains("value");
    }

    @Test
    void required_state_keepingAgainSetsTheTimeAnew() {
        BrokerNode node = node();
        String longer = cluster.name("key");
        String shorter = cluster.name("key");
        node.put(longer, "value", Duration.ofSeconds(2));
        node.put(longer, "value", LONG);
        node.put(shorter, "value", LONG);
        node.put(shorter, "value", Duration.ofSeconds(2));

        cluster.advance(Duration.ofSeconds(3));

        assertThat(node.get(longer)).contains("value");
        assertThat(node.get(shorter)).isEmpty();
    }

    @Test
    void required_state_readingDoesNotProlongIt() {
        BrokerNode node = node();
        String key = cluster.name("key");
        node.put(key, "value", Duration.ofSeconds(4));
        cluster.advance(Duration.ofSeconds(2));
        assertThat(node.get(key)).contains("value");

        cluster.advance(Duration.ofSeconds(3));

        assertThat(node.get(key)).isEmpty();
    }

    @Test
    void required_state_aValueOutlivesItsNode() {
        BrokerNode a = node();
        BrokerNode b = node();
        String key = cluster.name("key");
        a.put(key, "value", LONG);

        a.stop();

        assertThat(b.get(key)).contains("value");
    }

    @Test
    void required_state_oddKeysAreKeysOfTheirOwn() {
        BrokerNode node = node();
        String nonce = cluster.name("odd");
        for (String odd : OddWords.NAMES) {
            node.put(odd + nonce + odd, odd, LONG);
        }

        for (String odd : OddWords.NAMES) {
            assertThat(node.get(odd + nonce + odd)).contains(odd);
        }
    }

    @Test
    void required_state_keyAndValueMayBeAsLongAsTheContractSays() {
        BrokerNode a = node();
        BrokerNode b = node();
        String nonce = cluster.name("key");
        String key = nonce + "k".repeat(256 - nonce.length());
        String value = "v".repeat(16 * 1024);

        a.put(key, value, LONG);

        assertThat(b.get(key)).contains(value);
        assertThat(b.take(key)).contains(value);
    }

    @Test
    void required_state_oddValuesComeBackAsTheyWere() {
        BrokerNode a = node();
        BrokerNode b = node();
        for (String text : OddWords.TEXTS) {
            String key = cluster.name("key");
            a.put(key, text, LONG);
            assertThat(b.get(key)).contains(text);
        }
    }
}
