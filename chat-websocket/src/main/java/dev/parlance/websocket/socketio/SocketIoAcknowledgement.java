package dev.parlance.websocket.socketio;

import org.jspecify.annotations.Nullable;

/** The answer to one event. From any thread; the first answer counts. */
public interface SocketIoAcknowledgement {
    /**
     * Whether the client waits for an answer.
     *
     * @return false if {@link #send} would do nothing
     */
    boolean isWanted();

    /**
     * Answers.
     *
     * @param arguments plain values, see the package
     * @throws IllegalArgumentException for a value that is not plain
     */
    void send(@Nullable Object... arguments);
}
