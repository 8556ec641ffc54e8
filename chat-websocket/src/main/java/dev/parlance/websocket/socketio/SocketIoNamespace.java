package dev.parlance.websocket.socketio;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A namespace of the host's own. All clients that connect to it come here; several threads may call at once, for different clients.
 */
@FunctionalInterface
public interface SocketIoNamespace {
    /**
     * Says whether a client may connect. On an I/O thread: must not block. If the stage has not completed within {@code ChatLimits.policyTimeout} the client is
     * refused with the code {@code HOST_UNAVAILABLE}, and what comes later is ignored. A connection that was refused
     * {@code ChatLimits.maxAuthenticationAttempts} times is closed.
     *
     * @param handshake what the client says
     * @return completes, on any thread, when the client may; failed with a {@link SocketIoRefusal} to tell it why not. Any other failure is logged and
     *     told as a fault of the server
     */
    default CompletionStage<?> admit(SocketIoHandshake handshake) {
        return CompletableFuture.completedFuture(null);
    }

    /**
     * A client has connected: say what to do with its events. On the I/O thread of the client's connection: must not block. Events come only after this has
     * returned.
     *
     * @param socket the client
     */
    void onConnect(SocketIoSocket socket);
}
