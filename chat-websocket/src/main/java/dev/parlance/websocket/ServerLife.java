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
    private static final long ADMIN_GRACE_MILLIS = 1_000;
    private static final Duration ADMIN_STOP = Duration.ofSeconds(3);
    private static final Duration STATES_STOP = Duration.ofSeconds(5);

    private final ChatEngine engine;
    private final Port port;
    private final @Nullable Port adminPort;
    private final SocketIoMount socketIo;
    private final @Nullable CertificateWatch certificates;
    private final ReentrantLock lock = new ReentrantLock();
    private final ReentrantLock stopLock = new ReentrantLock();
    private final CompletableFuture<Void> stopping = new CompletableFuture<>();
    private volatile @Nullable InetSocketAddress address;
    private volatile @Nullable InetSocketAddress adminAddress;

    ServerLife(
            ChatEngine engine,
            Port port,
            @Nullable Port adminPort,
            SocketIoMount socketIo,
            @Nullable CertificateWatch certificates) {
        this.certificates = certificates;
        this.engine = engine;
        this.port = port;
        this.adminPort = adminPort;
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
                openAdmin();
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

    /** First: who is to look after the service can do so when clients come. It stays open if the other port is not to be had, for the next start. */
    private void openAdmin() throws IOException {
        if (adminPort != null && adminAddress == null) {
            InetSocketAddress bound = adminPort.open();
            adminAddress = bound;
            LOG.info("the admin interface listens on {}", bound);
            if (!adminPort.isEncrypted() && !bound.getAddress().isLoopbackAddress()) {
                LOG.warn(
                        "the admin interface is open to the network without TLS: whoever listens there learns its tokens");
            }
        }
    }

    private void refuseIfStopped() {
        if (stopping.isDone()) {
            throw new IllegalStateException("the server was stopped while it started");
        }
    }

    InetSocketAddress address() {
        return bound(address);
    }

    InetSocketAddress adminAddress() {
        if (adminPort == null) {
            throw new IllegalStateException("the server has no admin interface");
        }
        return bound(adminAddress);
    }

    private static InetSocketAddress bound(@Nullable InetSocketAddress address) {
        if (address == null) {
            throw new IllegalStateException("the server has not been started");
        }
        return address;
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
            if (adminPort != null) {
                BoundedStep.run("closing the admin port", ADMIN_STOP, () -> adminPort.close(ADMIN_GRACE_MILLIS));
            }
            BoundedStep.run("keeping what clients come back for", STATES_STOP, socketIo::close);
            if (address != null) {
                LOG.info("stopped listening on {}", address);
            }
        } finally {
            stopLock.unlock();
        }
    }
}
