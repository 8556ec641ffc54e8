package dev.parlance.websocket;

import dev.parlance.ChatEngine;
import dev.parlance.model.ChatException;
import dev.parlance.websocket.net.BoundedStep;
import dev.parlance.websocket.net.Port;
import dev.parlance.websocket.tls.CertificateWatch;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a server begins and ends: in order, each step within a time; a stop ends a start that waits for a store. For any thread that may wait. */
final class ServerLife {
    private static final Logger LOG = LoggerFactory.getLogger(ChatServer.class);
    private static final long GRACE_MILLIS = 5_000;
    private static final Duration SESSIONS_STOP = Duration.ofSeconds(5);
    private static final Duration PORT_STOP = Duration.ofMillis(GRACE_MILLIS).plusSeconds(7);
    private static final Duration STATES_STOP = Duration.ofSeconds(5);

    private final ChatEngine engine;
    private final Port port;
    private final SocketIoMount socketIo;
    private final @Nullable CertificateWatch certificates;
    private final ReentrantLock lock = new ReentrantLock();
    private final ReentrantLock stopLock = new ReentrantLock();
    private final CompletableFuture<Void> stopping = new CompletableFuture<>();
    private volatile @Nullable InetSocketAddress address;

    ServerLife(ChatEngine engine, Port port, SocketIoMount socketIo, @Nullable CertificateWatch certificates) {
        this.certificates = certificates;
        this.engine = engine;
        this.port = port;
        this.socketIo = socketIo;
    }

    /** Starts engine and port, unless it has done so; see {@link ChatServer#start()}. */
    void start(Duration deadline) throws IOException {
        lock.lock();
        try {
            if (stopping.isDone()) {
                throw new IllegalStateException("a stopped server stays stopped, build another");
            }
            if (address == null) {
                CompletableFuture.anyOf(engine.start().toCompletableFuture(), stopping)
                        .get(deadline.toMillis(), TimeUnit.MILLISECONDS);
                refuseIfStopped(); // before a port is opened for nothing
                InetSocketAddress bound = port.open();
                refuseIfStopped();
                address = bound;
                if (certificates != null) {
                    certificates.start();
                }
                LOG.info("listening on {}", address);
            }
        } catch (TimeoutException e) {
            throw new IOException("the chat engine did not start: its broker has not started within " + deadline, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the chat engine started", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            String reason = cause instanceof ChatException refusal ? refusal.getMessage() : String.valueOf(cause);
            throw new IOException("the chat engine did not start: " + reason, e);
        } finally {
            lock.unlock();
        }
    }

    private void refuseIfStopped() {
        if (stopping.isDone()) {
            throw new IllegalStateException("the server was stopped while it started");
        }
    }

    InetSocketAddress address() {
        InetSocketAddress bound = address;
        if (bound == null) {
            throw new IllegalStateException("the server has not been started");
        }
        return bound;
    }

    /** Ends the sessions, then the port; see {@link ChatServer#stop}. */
    void stop() {
        Port.checkMayWait();
        stopLock.lock(); // not the other one: a start may take its time
        try {
            if (!stopping.complete(null)) {
                return;
            }
            if (certificates != null) {
                certificates.close();
            }
            // first: polls that wait keep their connections from ending
            BoundedStep.run("closing the sessions of Socket.IO", SESSIONS_STOP, socketIo::stop);
            BoundedStep.run("closing the port", PORT_STOP, () -> port.close(GRACE_MILLIS));
            BoundedStep.run("keeping what clients come back for", STATES_STOP, socketIo::close);
            if (address != null) {
                LOG.info("stopped listening on {}", address);
            }
        } finally {
            stopLock.unlock();
        }
    }
}
