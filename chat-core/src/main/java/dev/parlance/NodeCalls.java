package dev.parlance;

import dev.parlance.complaint.Complaints;
import dev.parlance.model.Signal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/** Who on this node listens to what the nodes of a service call one another. Any thread. */
final class NodeCalls {
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(NodeCalls.class.getName()));

    private final ConcurrentMap<String, Consumer<Map<String, String>>> listeners = new ConcurrentHashMap<>();

    /** Says what to do at calls of a name, in place of what was said before. */
    void listen(String name, Consumer<Map<String, String>> listener) {
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
