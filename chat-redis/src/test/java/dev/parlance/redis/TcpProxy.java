package dev.parlance.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Stands between a node and its Redis, and misbehaves when told to. */
public final class TcpProxy implements AutoCloseable {
    private final ServerSocket server;
    private final String host;
    private final int port;
    private final Set<Pair> pairs = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile boolean refusing;
    private volatile boolean swallowing;
    private boolean stalled;
    private volatile long delayNanos;
    private volatile String last = "";

    public TcpProxy(String host, int port) {
        this.host = host;
        this.port = port;
        try {
            this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    public String url() {
        return "redis://127.0.0.1:" + server.getLocalPort();
    }

    /** Breaks all connections. */
    public void cut() {
        pairs.forEach(Pair::close);
    }

    /** Breaks the connections over which someone has subscribed. */
    public void cutSubscriptions() {
        pairs.stream().filter(pair -> pair.subscribed).forEach(Pair::close);
    }

    /** Breaks all connections, and lets nobody connect for the time being. */
    public void refuse(boolean on) {
        refusing = on;
        if (on) {
            cut();
        }
    }

    /** Lets nothing through for the time being, and says nothing of it. */
    public void stall(boolean on) {
        lock.lock();
        try {
            stalled = on;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets nothing through over a connection from where its client says this on, for ever. */
    void stallAt(String words) {
        last = words;
    }

    /** Whether a client has said that. */
    boolean hasStalled() {
        return pairs.stream().anyMatch(pair -> pair.mute);
    }

    /** Whether it holds back something with these words that a client has said. */
    boolean holds(String words) {
        return pairs.stream().anyMatch(pair -> pair.held.contains(words));
    }

    /** Lets nothing more come back over the connections on which someone has subscribed, for ever. */
    void stallSubscriptions() {
        pairs.stream().filter(pair -> pair.subscribed).forEach(pair -> pair.deaf = true);
    }

    /** Swallows all answers for the time being. */
    public void deafen(boolean on) {
        swallowing = on;
    }

    /** Lets everything through a little later from here on, in both directions. */
    public void delay(long millis) {
        delayNanos = millis * 1_000_000;
    }

    @Override
    public void close() {
        refuse(true);
        stall(false);
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                if (refusing) {
                    client.close();
                } else {
                    new Pair(client, new Socket(host, port)).start();
                }
            } catch (IOException e) {
                // the target refuses, or this is closed
            }
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private final class Pair {
        private final Socket client;
        private final Socket target;
        private volatile boolean subscribed;
        private volatile boolean deaf;
        private volatile boolean mute;
        private volatile String held = "";

        Pair(Socket client, Socket target) throws IOException {
            this.client = client;
            this.target = target;
            client.setTcpNoDelay(true);
            target.setTcpNoDelay(true);
        }

        void start() {
            pairs.add(this);
            daemon(() -> pump(client, target, true));
            daemon(() -> pump(target, client, false));
            if (refusing) {
                close();
            }
        }

        private void pump(Socket from, Socket to, boolean watched) {
            byte[] buffer = new byte[1 << 16];
            try (InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    if (watched) {
                        held = new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
                        watch(held);
                    }
                    awaitFlow();
                    if (watched) {
                        held = "";
                    }
                    if (!mute && (watched || (!deaf && !swallowing))) {
                        out.write(buffer, 0, count);
                    }
                }
            } catch (IOException e) {
                // one side is gone, and the other with it
            } finally {
                close();
            }
        }

        private void watch(String said) {
            if (said.contains("\nSUBSCRIBE")) {
                subscribed = true;
            }
            String end = last;
            if (!end.isEmpty() && said.contains(end)) {
                mute = true;
            }
        }

        private void awaitFlow() {
            if (delayNanos > 0) {
                LockSupport.parkNanos(delayNanos);
            }
            lock.lock();
            try {
                while (stalled) {
                    changed.awaitUninterruptibly();
                }
            } finally {
                lock.unlock();
            }
        }

        void close() {
            pairs.remove(this);
            try {
                client.close();
                target.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
