package dev.parlance.broker;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One node over a hub: whether it runs, who listens, and what it holds there, to be given back at its end. Safe for use by many threads. */
final class InMemoryNode {
    enum State {
        NEW,
        RUNNING,
        STOPPED
    }

    /** Whom it has entered where. */
    record Entered(RoomId roomId, UserId userId) {}

    final Set<Topic> subscriptions = ConcurrentHashMap.newKeySet();
    final Set<Entered> entered = ConcurrentHashMap.newKeySet();
    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
    private volatile @Nullable BrokerListener listener;

    /** Runs from here on; returns false if it did before. */
    boolean start(BrokerListener told) {
        if (!state.compareAndSet(State.NEW, State.RUNNING)) {
            return false;
        }
        listener = told;
        return true;
    }

    /** Hears nothing from here on, and holds nothing more; returns what it was before. */
    State stop() {
        State before = state.getAndSet(State.STOPPED);
        listener = null;
        return before;
    }

    State state() {
        return state.get();
    }

    @Nullable
    BrokerListener listener() {
        return listener;
    }

    /**
     * Notes under the topic's lock what this node holds there. Stopping changes the state and then looks at the notes, this looks in the opposite
     * order, so that one of the two sees the other and nothing stays behind.
     */
    <T> void note(Set<T> held, T what) {
        boolean added = held.add(what);
        if (state.get() != State.RUNNING) {
            if (added) {
                held.remove(what);
            }
            throw afterStop();
        }
    }

    static ChatException afterStop() {
        return new ChatException(ErrorCode.BROKER_UNAVAILABLE, "the broker has stopped", false);
    }
}
