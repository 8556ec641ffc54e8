package dev.parlance.websocket.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.reactor.ConnectionInitiator;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.Timeout;

/** Makes the connections of {@linkplain Beacon beacons}; the far ends are kept open by whoever holds this. For the thread that opens or mends its reactor, one at a time. */
final class LoopbackPeers {
    private final int connectMillis;
    private final List<SocketChannel> farEnds = new CopyOnWriteArrayList<>();

    LoopbackPeers(int connectMillis) {
        this.connectMillis = connectMillis;
    }

    void connect(ConnectionInitiator reactor, Object attachment, int count) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(connectMillis);
        try (ServerSocketChannel door = ServerSocketChannel.open()) {
            door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), count);
            InetSocketAddress address = (InetSocketAddress) door.getLocalAddress();
            HttpHost name = new HttpHost(address.getHostString(), address.getPort());
            List<Future<IOSession>> sessions = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                sessions.add(
                        reactor.connect(name, address, null, Timeout.ofMilliseconds(connectMillis), attachment, null));
            }
            Set<SocketAddress> own = new HashSet<>();
            for (Future<IOSession> session : sessions) {
                SocketAddress near = session.get(millisUntil(deadline), TimeUnit.MILLISECONDS)
                        .getLocalAddress();
                if (near != null) { // null: superfluous and closed already
                    own.add(near);
                }
            }
            while (!own.isEmpty()) {
                door.socket().setSoTimeout(millisUntil(deadline));
                SocketChannel farEnd = door.socket().accept().getChannel();
                if (own.remove(farEnd.getRemoteAddress())) {
                    farEnds.add(farEnd);
                } else {
                    farEnd.close(); // a stranger who found the door while it was open
                }
            }
        } catch (TimeoutException | CancellationException | SocketTimeoutException e) {
            throw new IOException(
                    "an I/O thread did not connect to the loopback address within " + connectMillis
                            + " ms; if it ended, its uncaught exception says why",
                    e);
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

    private static int millisUntil(long deadline) {
        return (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
    }
}
