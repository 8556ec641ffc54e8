package dev.parlance.examples.server;

import dev.parlance.examples.server.NativeConnection.Refused;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A client as docs/PROTOCOL.md asks for: it comes back when its connection has ended or nothing is heard over it, to the next of its nodes; says where it was; resumes
 * after each gap; and says what was not acknowledged again, under the same client message id.
 */
final class ResumingClient implements NativeConnection.Listener, AutoCloseable {
    private static final Duration FIRST_DELAY = Duration.ofMillis(50);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(1);
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    private static final int DO_NOT_COME_BACK = 4500;

    final String name;
    final RoomView view = new RoomView();
    final List<Refused> refusals = new CopyOnWriteArrayList<>();

    private final String room;
    private final List<URI> nodes;
    private final Duration patience;
    private final Map<String, String> epochs = new LinkedHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "client");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable NativeConnection connection;
    private boolean joining;
    private boolean again;
    private boolean away;
    private int attempts;
    private int turns;
    private int connections;
    private int gaps;

    /**
     * Connects to the first of these nodes, and joins.
     *
     * @param patience how long a connection may be silent before it is taken for dead
     */
    ResumingClient(String name, String room, Duration patience, List<URI> nodes) {
        this.name = name;
        this.room = room;
        this.patience = patience;
        this.nodes = nodes;
        timer.scheduleWithFixedDelay(this::beat, HEARTBEAT.toMillis(), HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
        connect();
    }

    /** Says this until it is acknowledged; returns false if that will never be. */
    boolean say(String text, String clientMessageId) throws InterruptedException {
        ObjectNode message = data().put("message", text).put("clientMessageId", clientMessageId);
        while (true) {
            try {
                JsonNode receipt = awaitJoined().ask("send_message", message).get();
                synchronized (this) {
                    epochs.put(text, receipt.get("epoch").asString());
                }
                return true;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Refused refused) {
                    refusals.add(refused);
                    if (!refused.retryable) {
                        view.faults.add("\"" + text + "\" was refused: " + refused.getMessage());
                        return false;
                    }
                }
            }
        }
    }

    /** Waits until this has heard what it said, or was told once more that all is lost. */
    synchronized void awaitHeard(String text, int restarts) throws InterruptedException {
        while (!view.lacks(List.of(text)).isEmpty() && view.restarts() == restarts) {
            wait();
        }
    }

    /** Everything that was acknowledged, in the order in which it was said. */
    synchronized List<String> acknowledged() {
        return List.copyOf(epochs.keySet());
    }

    /** What of it the log of this epoch took. */
    synchronized List<String> acknowledgedIn(String epoch) {
        return epochs.keySet().stream()
                .filter(text -> epoch.equals(epochs.get(text)))
                .toList();
    }

    synchronized boolean isJoined() {
        return connection != null && !joining;
    }

    /** How often this was told that something may have been lost on its way. */
    synchronized int gaps() {
        return gaps;
    }

    /** How many connections there were. */
    synchronized int connections() {
        return connections;
    }

    /** From here on, does not come back if the connection ends. */
    synchronized void stayAway() {
        away = true;
    }

    @Override
    public String toString() {
        return name + (isJoined() ? "" : " (outside)");
    }

    @Override
    public void close() {
        stayAway();
        timer.shutdownNow();
        NativeConnection last;
        synchronized (this) {
            last = connection;
        }
        if (last != null) {
            last.abort();
        }
    }

    @Override
    public synchronized void heard(NativeConnection from, String event, JsonNode data) {
        if (from != connection) {
            return;
        }
        switch (event) {
            case "message" -> {
                if (!joining && !view.take(data)) { // what comes before the answer to a join, the answer tells
                    join(from);
                }
            }
            case "history_gap" -> {
                gaps++;
                if (joining) {
                    again = true;
                } else {
                    join(from);
                }
            }
            case "user_joined" -> view.joined(data.get("userId").asString());
            case "user_left" -> view.left(data.get("userId").asString());
            default -> view.faults.add(event + " " + data);
        }
        notifyAll();
    }

    @Override
    public synchronized void closed(NativeConnection from, int code) {
        if (from != connection) {
            return;
        }
        connection = null;
        if (code >= DO_NOT_COME_BACK) {
            view.faults.add("closed with " + code);
        } else {
            later(this::connect);
        }
    }

    private synchronized NativeConnection awaitJoined() throws InterruptedException {
        while (connection == null || joining) {
            wait();
        }
        return connection;
    }

    private void connect() {
        URI node;
        synchronized (this) {
            if (away) {
                return;
            }
            node = nodes.get(turns++ % nodes.size());
        }
        NativeConnection.open(node, patience, this).whenComplete((opened, error) -> {
            if (opened != null) {
                opened(opened);
            } else {
                later(this::connect);
            }
        });
    }

    private synchronized void opened(NativeConnection opened) {
        if (away) {
            opened.abort();
            return;
        }
        connection = opened;
        connections++;
        opened.ask(
                "authenticate",
                NativeConnection.JSON.createObjectNode().put("userId", name).put("username", name));
        join(opened);
    }

    private synchronized void join(NativeConnection to) {
        if (to != connection) {
            return;
        }
        joining = true;
        again = false;
        ObjectNode since = view.position();
        ObjectNode data = data();
        if (since != null) {
            data.set("since", since);
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answer.whenComplete((joined, error) -> joined(to, joined, error));
        to.ask("join_room", data, answer);
    }

    private synchronized void joined(NativeConnection to, @Nullable JsonNode answer, @Nullable Throwable error) {
        if (to != connection) {
            return;
        }
        if (answer != null) {
            attempts = 0;
            view.adopt(answer);
            joining = false;
            if (again) {
                join(to);
            }
            notifyAll();
        } else if (error instanceof Refused refused) {
            refusals.add(refused);
            if (refused.retryable) {
                later(() -> join(to));
            } else {
                view.faults.add("joining was refused: " + refused.getMessage());
            }
        } else { // it ended before it was known
            closed(to, NativeConnection.ABNORMAL);
        }
    }

    private synchronized void later(Runnable attempt) {
        if (!away) {
            long millis = Math.min(LONGEST_DELAY.toMillis(), FIRST_DELAY.toMillis() << Math.min(attempts++, 10));
            timer.schedule(attempt, millis, TimeUnit.MILLISECONDS);
        }
    }

    private void beat() {
        NativeConnection open;
        synchronized (this) {
            open = connection;
        }
        if (open == null) {
            return;
        }
        if (open.silence().compareTo(patience) > 0) {
            open.abort();
        } else {
            open.ask("ping", NativeConnection.JSON.createObjectNode());
        }
    }

    private ObjectNode data() {
        return NativeConnection.JSON.createObjectNode().put("roomId", room);
    }
}
