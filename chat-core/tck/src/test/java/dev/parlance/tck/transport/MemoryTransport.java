package dev.parlance.tck.transport;

import dev.parlance.ChatEngine;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.transport.ChatConnection;
import dev.parlance.transport.ChatSession;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.FrameEncoder;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A sound transport without a network: one I/O thread, lines that hold as much as kernels do, pings. What a fault changes is open to be overridden. */
class MemoryTransport implements ServedTransport {
    /** What stands around a command, or is nonsense. */
    static final long LEAST_BYTES = 32;

    static final int MAX_REQUEST_BYTES = 64 * 1024;

    final ChatEngine engine;
    final TransportBounds bounds;
    final FrameEncoder encoder = encoder();
    final ScheduledExecutorService lane = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "memory-transport");
        thread.setDaemon(true);
        return thread;
    });
    final Set<MemoryConnection> open = ConcurrentHashMap.newKeySet();

    MemoryTransport(ChatEngine engine, TransportBounds bounds) {
        this.engine = engine;
        this.bounds = bounds;
        long interval = bounds.idleTimeout().toNanos() / 4;
        lane.scheduleAtFixedRate(() -> open.forEach(MemoryConnection::look), interval, interval, TimeUnit.NANOSECONDS);
    }

    FrameEncoder encoder() {
        return TellingEncoder.sound();
    }

    /** The connection as the engine is to see it. */
    ChatConnection shown(ChatConnection sound) {
        return sound;
    }

    /** The session as the connection is to call it. */
    ChatSession called(ChatSession sound) {
        return sound;
    }

    Map<String, String> attributes() {
        return Map.of("remoteAddress", "127.0.0.1");
    }

    MemoryConnection connection() {
        return new MemoryConnection(this);
    }

    boolean isTooLong(ClientCommand command) {
        long bytes = command instanceof ClientCommand.Authenticate ? command.bytes() / 2 : command.bytes();
        return bytes > 2L * MAX_REQUEST_BYTES
                || (command instanceof ClientCommand.Authenticate && bytes > MAX_REQUEST_BYTES);
    }

    void nonsense(MemoryConnection connection) {
        connection
                .session()
                .refuse(
                        new ChatException(ErrorCode.BAD_REQUEST, "that is no request"),
                        null,
                        null,
                        ChatSession.NO_REPLY,
                        LEAST_BYTES);
    }

    void broken(MemoryConnection connection) {
        connection.end(true, 1002);
    }

    void gone(MemoryConnection connection) {
        connection.end(true, 0);
    }

    /** Runs on the lane, as long as there is one. */
    void onLane(Runnable task) {
        try {
            lane.execute(task);
        } catch (RejectedExecutionException e) {
            // the transport has stopped
        }
    }

    @Override
    public TransportClient connect() {
        MemoryConnection connection = connection();
        open.add(connection);
        onLane(connection::open);
        return new Client(connection);
    }

    @Override
    public int connections() {
        return open.size();
    }

    @Override
    public int maxRequestBytes() {
        return MAX_REQUEST_BYTES;
    }

    @Override
    public void close() {
        onLane(() -> open.forEach(each -> each.end(true, 1001)));
        lane.shutdown();
    }

    private final class Client implements TransportClient {
        private final MemoryConnection connection;
        private boolean silent;

        Client(MemoryConnection connection) {
            this.connection = connection;
        }

        @Override
        public void send(ClientCommand command, long requestId) {
            onLane(() -> connection.taken(command, requestId));
        }

        @Override
        public void sendNonsense() {
            onLane(() -> nonsense(connection));
        }

        @Override
        public void breakProtocol() {
            onLane(() -> broken(connection));
        }

        @Override
        public @Nullable Told read(Duration patience) throws IOException {
            long deadline = System.nanoTime() + patience.toNanos();
            while (true) {
                MemorySocket.Item item = connection.line.take(Duration.ofNanos(deadline - System.nanoTime()));
                if (item == null || item.end() != null) {
                    return item == null ? null : item.end();
                }
                if (item.frame() != null) {
                    onLane(connection::flush);
                    return TellingEncoder.told(item.frame());
                }
                if (!silent) {
                    onLane(connection::pong);
                }
            }
        }

        @Override
        public void goSilent() {
            silent = true;
            connection.answersClose = false;
        }

        @Override
        public void vanish() {
            onLane(() -> gone(connection));
        }

        @Override
        public void close() {
            onLane(() -> connection.goodbye());
        }
    }
}
