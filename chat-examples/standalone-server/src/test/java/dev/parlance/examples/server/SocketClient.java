package dev.parlance.examples.server;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A WebSocket client that keeps what it receives, until someone asks for it. */
final class SocketClient implements WebSocket.Listener, AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
    private final StringBuilder parts = new StringBuilder();
    private final WebSocket socket;

    SocketClient(URI server) throws Exception {
        URI address = URI.create("ws://" + server.getAuthority() + "/ws");
        this.socket = HTTP.newWebSocketBuilder().buildAsync(address, this).get(60, TimeUnit.SECONDS);
    }

    void send(String text) throws Exception {
        socket.sendText(text, true).get(60, TimeUnit.SECONDS);
    }

    /** Waits for a frame that holds this, and drops what comes before. */
    String take(String part) throws Exception {
        String frame = "";
        while (!frame.contains(part)) {
            frame = received.poll(60, TimeUnit.SECONDS);
            if (frame == null) {
                throw new AssertionError("not received: " + part);
            }
        }
        return frame;
    }

    /** Waits for the end of the connection. */
    int closeCode() throws Exception {
        return closeCode.get(60, TimeUnit.SECONDS);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        parts.append(data);
        if (last) {
            received.add(parts.toString());
            parts.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closeCode.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closeCode.completeExceptionally(error);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
