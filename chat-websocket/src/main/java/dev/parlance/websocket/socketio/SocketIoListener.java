package dev.parlance.websocket.socketio;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the events of one name. */
@FunctionalInterface
public interface SocketIoListener {
    /**
     * An event came. On the client's I/O thread: must not block. What it throws is logged; the client is not told.
     *
     * @param arguments plain values, see the package
     * @param acknowledgement to answer with, now or later, if the client wants that
     */
    void onEvent(List<@Nullable Object> arguments, SocketIoAcknowledgement acknowledgement);
}
