package dev.parlance.websocket.socketio;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client in a namespace. {@link #emit}, {@link #request} and {@link #disconnect} may be called from any thread; what one thread emits arrives in
 * that order. A client that reads too slowly is closed when more than the server's bound would wait for it.
 */
public interface SocketIoSocket {
    /**
     * How this client is called in this namespace, for as long as it is connected.
     *
     * @return unguessable
     */
    String id();

    /**
     * What the client said when it connected.
     *
     * @return the handshake
     */
    SocketIoHandshake handshake();

    /**
     * Says what to do with an event, in place of what was said before. Only from {@link SocketIoNamespace#onConnect} and from listeners. Events that nobody
     * listens to are ignored.
     *
     * @param event its name
     * @param listener what to do; called on the client's I/O thread, in the order in which the client sent
     */
    void on(String event, SocketIoListener listener);

    /**
     * Says what to do when the client has gone, in place of what was said before. Only from {@link SocketIoNamespace#onConnect} and from listeners.
     *
     * @param listener gets the reason in Socket.IO's words; called once, on the client's I/O thread
     */
    void onDisconnect(Consumer<String> listener);

    /**
     * Sends an event; nothing happens if the client has gone.
     *
     * @param event its name
     * @param arguments plain values, see the package
     * @throws IllegalArgumentException for a value that is not plain
     */
    void emit(String event, @Nullable Object... arguments);

    /**
     * Sends an event that the client has to acknowledge.
     *
     * @param timeout how long that may take
     * @param event its name
     * @param arguments plain values, see the package
     * @return what the client acknowledged with, completed on its I/O thread; failed with a {@link java.util.concurrent.TimeoutException}, or a
     *     {@link java.util.concurrent.CancellationException} if the client goes before
     * @throws IllegalArgumentException for a value that is not plain
     */
    CompletionStage<List<@Nullable Object>> request(Duration timeout, String event, @Nullable Object... arguments);

    /** Has the client leave the namespace. It does not come back by itself. */
    void disconnect();
}
