package dev.parlance;

import static java.util.Objects.requireNonNull;

import dev.parlance.broker.ChatBroker;
import dev.parlance.host.Failures;
import dev.parlance.node.NodeCalls;
import dev.parlance.policy.SharedValues;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * What the nodes of one chat service share beside rooms: small values for a time, and calls to one another. For transports and for hosts that run
 * several nodes. Safe for use by many threads; failed stages carry a {@link dev.parlance.model.ChatException}. A null is refused at once with a
 * {@link NullPointerException} that names the parameter.
 */
public final class Nodes implements SharedValues {
    private final ChatBroker broker;
    private final NodeCalls calls;

    Nodes(ChatBroker broker, NodeCalls calls) {
        this.broker = broker;
        this.calls = calls;
    }

    /**
     * Keeps a small value for a time, see {@link ChatBroker#put}.
     *
     * @param key 1 to {@value ChatBroker#MAX_KEY_LENGTH} characters
     * @param value at most {@value ChatBroker#MAX_VALUE_LENGTH} characters
     * @param timeToLive how long
     * @return completes when kept
     */
    @Override
    public CompletionStage<Void> put(String key, String value, Duration timeToLive) {
        requireNonNull(key, "key");
        requireNonNull(value, "value");
        requireNonNull(timeToLive, "timeToLive");
        return Failures.told("keeping a value", () -> broker.put(key, value, timeToLive));
    }

    /**
     * Reads a kept value, see {@link ChatBroker#get}.
     *
     * @param key its key
     * @return the value, if it is there and its time has not passed
     */
    public CompletionStage<Optional<String>> get(String key) {
        requireNonNull(key, "key");
        return Failures.told("reading a value", () -> broker.get(key));
    }

    /**
     * Forgets a kept value, see {@link ChatBroker#take}.
     *
     * @param key its key
     * @return the value, if there was one; of several nodes that take it at once one gets it
     */
    @Override
    public CompletionStage<Optional<String>> take(String key) {
        requireNonNull(key, "key");
        return Failures.told("taking a value", () -> broker.take(key));
    }

    /**
     * Calls all nodes, this one too. At most once: a call may be lost.
     *
     * @param name what is called, 1 to 64 characters; names that begin with {@code parlance.} are the engine's and its transports'
     * @param data within the bounds of {@link dev.parlance.model.MessageDraft.Builder#metadata}
     * @return completes when handed to the bus
     */
    public CompletionStage<Void> call(String name, Map<String, String> data) {
        requireNonNull(name, "name");
        requireNonNull(data, "data");
        return Failures.told("a call", () -> calls.call(name, data));
    }

    /**
     * Says what to do when this node is called, in place of what was said before.
     *
     * @param name what is called
     * @param listener gets the data; called in the order of the calls, must not block; what it throws is logged
     */
    public void listen(String name, Consumer<Map<String, String>> listener) {
        requireNonNull(name, "name");
        requireNonNull(listener, "listener");
        calls.listen(name, listener);
    }
}
