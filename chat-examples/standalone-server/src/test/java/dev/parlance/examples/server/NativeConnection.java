package dev.parlance.examples.server;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** One connection of the native protocol: asks, and hands on what else comes, both in the order in which it came. */
final class NativeConnection implements WebSocket.Listener {
    static final ObjectMapper JSON = new ObjectMapper();

    /** A connection that ended without a close frame. */
    static final int ABNORMAL = 1006;

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Listener listener;
    private final Map<Long, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final StringBuilder parts = new StringBuilder();
    private CompletableFuture<WebSocket> sent = new CompletableFuture<>();
    private volatile long heardAt = System.nanoTime();
    private volatile @Nullable WebSocket socket;

    /** Is told one thing after the other. */
    interface Listener {
        void heard(NativeConnection from, String event, JsonNode data);

        void closed(NativeConnection from, int code);
    }

    /** The server's answer is an error. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        final String code;
        final boolean retryable;

        Refused(JsonNode error) {
            super(error.toString());
            this.code = error.get("code").asString();
            this.retryable = error.get("retryable").asBoolean();
        }
    }

    /** The connection ended before the answer came. */
    static final class Lost extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private NativeConnection(Listener listener) {
        this.listener = listener;
    }

    static CompletableFuture<NativeConnection> open(URI server, Duration patience, Listener listener) {
        NativeConnection connection = new NativeConnection(listener);
        return HTTP.newWebSocketBuilder()
                .connectTimeout(patience)
                .buildAsync(URI.create("ws://" + server.getAuthority() + "/ws"), connection)
                .thenApply(open -> connection);
    }

    CompletableFuture<JsonNode> ask(String event, ObjectNode data) {
        return ask(event, data, new CompletableFuture<>());
    }

    /** Asks. What depends on {@code answer} already is done before anything that the server sends behind it is heard. */
    CompletableFuture<JsonNode> ask(String event, ObjectNode data, CompletableFuture<JsonNode> answer) {
        long id = lastId.incrementAndGet();
        asked.put(id, answer);
        ObjectNode request = JSON.createObjectNode().put("event", event).put("id", id);
        request.set("data", data);
        send(request.toString());
        if (closed.get()) {
            loseAnswers();
        }
        return answer;
    }

    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - heardAt);
    }

    /** Ends the connection without a word. */
    void abort() {
        WebSocket open = socket;
        if (open != null) {
            open.abort();
        }
        ended(ABNORMAL);
    }

    private synchronized void send(String text) {
        sent = sent.thenCompose(open -> open.sendText(text, true));
    }

    @Override
    public void onOpen(WebSocket open) {
        socket = open;
        open.request(1);
        sent.complete(open);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        heardAt = System.nanoTime();
        parts.append(data);
        if (last) {
            JsonNode heard = JSON.readTree(parts.toString());
            parts.setLength(0);
            hear(heard);
        }
        from.request(1);
        return null;
    }

    private void hear(JsonNode heard) {
        if (!heard.has("id")) {
            listener.heard(this, heard.get("event").asString(), heard.get("data"));
            return;
        }
        CompletableFuture<JsonNode> answer = asked.remove(heard.get("id").asLong());
        if (answer == null) {
            throw new AssertionError("nothing was asked that this answers: " + heard);
        }
        if (heard.has("error")) {
            answer.completeExceptionally(new Refused(heard.get("error")));
        } else {
            answer.complete(heard.get("data"));
        }
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        ended(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        if (error instanceof AssertionError wrong) {
            listener.heard(this, "error", JSON.createObjectNode().put("message", wrong.getMessage()));
        }
        ended(ABNORMAL);
    }

    private void ended(int code) {
        if (closed.compareAndSet(false, true)) {
            listener.closed(this, code);
        }
        loseAnswers();
    }

    private void loseAnswers() {
        asked.keySet().forEach(id -> {
            CompletableFuture<JsonNode> answer = asked.remove(id);
            if (answer != null) {
                answer.completeExceptionally(new Lost());
            }
        });
    }
}
