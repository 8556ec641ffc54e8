package dev.parlance.tck.harness;

import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.Topic;
import dev.parlance.model.ChatException;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.tck.BrokerStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntConsumer;

/** The nodes of one test over one store, and names that no other test has used. */
public final class BrokerCluster implements AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final BrokerStore store;
    private final Duration patience;
    private final String nonce = UUID.randomUUID().toString().substring(0, 8);
    private final List<BrokerNode> nodes = new ArrayList<>();
    private final List<BrokerNode> living = new ArrayList<>();
    private int names;

    public BrokerCluster(BrokerStore store, Duration patience) {
        this.store = store;
        this.patience = patience;
    }

    public BrokerStore store() {
        return store;
    }

    public Duration patience() {
        return patience;
    }

    public BrokerNode node() {
        return started(store.newNode());
    }

    public BrokerNode started(ChatBroker broker) {
        BrokerNode node = new BrokerNode(broker, patience);
        nodes.add(node);
        living.add(node);
        return node;
    }

    public String name(String kind) {
        return kind + "-" + nonce + "-" + ++names;
    }

    public RoomId room() {
        return new RoomId(name("room"));
    }

    public Topic.Recipient recipient() {
        return new Topic.Recipient(new UserId(name("user")));
    }

    public Topic.Cluster topic() {
        return new Topic.Cluster(name("topic"));
    }

    public void kill(BrokerNode node) {
        living.remove(node);
        store.kill(node.broker());
    }

    public void advance(Duration time) {
        if (time.compareTo(LONGEST_WAIT) > 0 && !store.hasManualTime()) {
            throw Unsupported.hook("manual time, and " + time + " is too long to wait");
        }
        store.advance(time);
    }

    /** Does several things at the same time, and waits for all. */
    public void together(Runnable... actions) {
        Race.run(patience, actions);
    }

    public void inStep(int rounds, IntConsumer first, IntConsumer second) {
        Race.inStep(patience, rounds, first, second);
    }

    /** Waits until a node can work again after an outage. */
    public void awaitService(BrokerNode node) {
        String key = name("key");
        Wait.untilEqual(true, patience, () -> {
            try {
                node.put(key, "served", Duration.ofSeconds(10));
                return true;
            } catch (ChatException e) {
                return false;
            }
        });
    }

    /** Stops all, and says what the listeners heard that they should not have. */
    @Override
    public void close() {
        try {
            living.forEach(BrokerNode::stop);
        } finally {
            store.close();
        }
        List<String> faults =
                nodes.stream().flatMap(node -> node.heard().faults().stream()).toList();
        if (!faults.isEmpty()) {
            throw new AssertionError(faults.size() + " wrong calls of listeners, first " + faults.get(0));
        }
    }
}
