package dev.parlance.model;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something said in passing: delivered to who is there, not stored, without a place in the log. */
public final class Signal {
    private final String name;
    private final @Nullable User sender;
    private final Map<String, String> data;

    private Signal(String name, @Nullable User sender, Map<String, String> data) {
        this.name = TextFaults.require("a signal's name", name, 64, ErrorCode.BAD_REQUEST);
        this.sender = sender;
        MessageRules.require(MessageRules.metadata(data), null);
        this.data = Map.copyOf(data);
    }

    /**
     * Returns a signal of the host itself.
     *
     * @param name 1 to 64 characters; names that begin with {@code parlance.} are the engine's
     * @param data within the bounds of {@link MessageDraft.Builder#metadata}
     * @return the signal
     * @throws ChatException if name or data are out of bounds
     */
    public static Signal of(String name, Map<String, String> data) {
        return new Signal(name, null, data);
    }

    /**
     * Returns a signal that comes from a user; that user does not get it.
     *
     * @param name 1 to 64 characters; names that begin with {@code parlance.} are the engine's
     * @param sender who
     * @param data within the bounds of {@link MessageDraft.Builder#metadata}
     * @return the signal
     * @throws ChatException if name or data are out of bounds
     */
    public static Signal from(User sender, String name, Map<String, String> data) {
        return new Signal(name, sender, data);
    }

    /**
     * What it is called.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Who sent it.
     *
     * @return the user, if it came from one
     */
    public Optional<User> sender() {
        return Optional.ofNullable(sender);
    }

    /**
     * What it says.
     *
     * @return an immutable map
     */
    public Map<String, String> data() {
        return data;
    }

    @Override
    public String toString() {
        return "Signal[" + name + (sender == null ? "" : " from " + sender.id()) + " " + data + "]";
    }
}
