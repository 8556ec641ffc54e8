package dev.parlance.websocket.socketio;

import java.io.Serial;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why a client may not connect; the client is told, by a {@code connect_error}. It has no stack trace: it is an answer. */
public final class SocketIoRefusal extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Map<String, @Nullable Object> data;

    /**
     * A refusal in words.
     *
     * @param message the client's {@code error.message}
     */
    public SocketIoRefusal(String message) {
        this(message, Map.of());
    }

    /**
     * A refusal with something for programs.
     *
     * @param message the client's {@code error.message}
     * @param data the client's {@code error.data}, plain values, see the package; none if empty
     */
    public SocketIoRefusal(String message, Map<String, @Nullable Object> data) {
        super(message, null, false, false);
        this.data = data;
    }

    /**
     * Something for programs.
     *
     * @return plain values, see the package; empty for none
     */
    public Map<String, @Nullable Object> data() {
        return data == null ? Map.of() : data;
    }
}
