package dev.parlance.node;

import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.Topic;
import dev.parlance.complaint.Complaints;
import dev.parlance.model.Signal;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/** What the nodes of a service call one another, and who on this node listens. Any thread. */
public final class NodeCalls {
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(NodeCalls.class.getName()));

    static final Topic.Cluster TOPIC = new Topic.Cluster("sessions");

    private final ChatBroker broker;
    private final ConcurrentMap<String, Consumer<Map<String, String>>> listeners = new ConcurrentHashMap<>();

    NodeCalls(ChatBroker broker) {
        this.broker = broker;
    }

    /** Calls all nodes, this one too; completes when handed to the bus. */
    public CompletionStage<Void> call(String name, Map<String, String> data) {
        return broker.signal(TOPIC, Signal.of(name, data));
    }

    /** Says what to do at calls of a name, in place of what was said before. */
    public void listen(String name, Consumer<Map<String, String>> listener) {
        listeners.put(name, listener);
    }

    /** This node was called; what its listener throws is logged. */
    void called(Signal signal) {
        Consumer<Map<String, String>> listener = listeners.get(signal.name());
        if (listener != null) {
            try {
                listener.accept(signal.data());
            } catch (Throwable e) {
                COMPLAINTS.error(listener.getClass().getName() + " failed", signal.name(), e);
            }
        }
    }
}
