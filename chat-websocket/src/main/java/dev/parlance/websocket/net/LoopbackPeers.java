package dev.parlance.websocket.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.reactor.ConnectionInitiator;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.Timeout;

/** Makes the connections of {@linkplain Beacon beacons}; the far ends are kept open by whoever holds this. */
final class LoopbackPeers {
    private static final Timeout CONNECT = Timeout.ofSeconds(5);

    private final List<SocketChannel> farEnds = new CopyOnWriteArrayList<>();

    void connect(ConnectionInitiator reactor, Object attachment, int count) throws IOException {
        try (ServerSocketChannel door = ServerSocketChannel.open()) {
            door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), count);
            InetSocketAddress address = (InetSocketAddress) door.getLocalAddress();
            HttpHost name = new HttpHost(address.getHostString(), address.getPort());
            List<Future<IOSession>> sessions = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                sessions.add(reactor.connect(name, address, null, CONNECT, attachment, null));
            }
            Set<SocketAddress> own = new HashSet<>();
            for (Future<IOSession> session : sessions) {
                SocketAddress near = session.get().getLocalAddress();
                if (near != null) { // null: superfluous and closed already
                    own.add(near);
                }
            }
            while (!own.isEmpty()) {
                SocketChannel farEnd = door.accept();
                if (own.remove(farEnd.getRemoteAddress())) {
                    farEnds.add(farEnd);
                } else {
                    farEnd.close(); // a stranger who found the door while it was open
                }
            }
        } catch (ExecutionException e) {
            throw new IOException("cannot connect to the loopback address", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while connecting to the loopback address", e);
        }
    }

    void close() {
        for (SocketChannel farEnd : farEnds) {
            try {
                farEnd.close();
            } catch (IOException e) {
                // it is gone, as it should be
            }
        }
        farEnds.clear();
    }
}
