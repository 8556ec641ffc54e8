package dev.parlance.websocket.socketio.protocol;

import dev.parlance.websocket.http.RequestHead;
import dev.parlance.websocket.socketio.SocketIoHandshake;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The handshake as the host sees it. */
record HostHandshake(String namespace, Map<String, @Nullable Object> auth, RequestHead request)
        implements SocketIoHandshake {
    @Override
    public Optional<String> query(String name) {
        return Optional.ofNullable(request.parameter(name));
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.header(name));
    }

    @Override
    public Optional<String> remoteAddress() {
        return Optional.ofNullable(request.remoteAddress()).map(InetAddress::getHostAddress);
    }
}
