package dev.parlance.websocket.socketio;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a client says when it connects to a namespace. Immutable. */
public interface SocketIoHandshake {
    /**
     * Which namespace.
     *
     * @return with a slash at its beginning
     */
    String namespace();

    /**
     * What the client sent with the connection, its {@code auth} option.
     *
     * @return plain values, see the package; empty if it sent nothing
     */
    Map<String, @Nullable Object> auth();

    /**
     * A parameter of the first request's query.
     *
     * @param name which
     * @return the first value, if it was there
     */
    Optional<String> query(String name);

    /**
     * A header field of the first request, {@code Cookie} for example.
     *
     * @param name in any case
     * @return the first value, if it was there
     */
    Optional<String> header(String name);

    /**
     * Where the first request came from; behind a proxy the proxy's address.
     *
     * @return the address, if the connection was still there
     */
    Optional<String> remoteAddress();
}
