package dev.parlance.examples.server;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A connection that is in the room {@code tea}, and remembers all that it is sent. */
final class Eavesdropper implements WebSocket.Listener {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final List<String> texts = new ArrayList<>();
    private final StringBuilder part = new StringBuilder();
    private final boolean isNative;
    private final boolean wantsAnswers;
    private final WebSocket socket;

    private Eavesdropper(int port, String path, boolean isNative, boolean wantsAnswers) {
        this.isNative = isNative;
        this.wantsAnswers = wantsAnswers;
        this.socket = HTTP.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + port + path), this)
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    static Eavesdropper ofTheNativeProtocol(int port, String user, boolean wantsAnswers) {
        Eavesdropper made = new Eavesdropper(port, "/ws", true, wantsAnswers);
        made.asks("authenticate", "{\"userId\":\"" + user + "\",\"username\":\"" + user + "\"}", true);
        return made.joined();
    }

    static Eavesdropper ofSocketIo(int port, String user, boolean wantsAnswers, String query) {
        Eavesdropper made =
                new Eavesdropper(port, "/socket.io/?EIO=4&transport=websocket" + query, false, wantsAnswers);
        made.says("40{\"userId\":\"" + user + "\",\"username\":\"" + user + "\"}");
        return made.joined();
    }

    private Eavesdropper joined() {
        asks("join_room", "{\"roomId\":\"tea\"}", wantsAnswers);
        String answer = wantsAnswers ? "\"recovered\"" : "room_users";
        await("the room is joined").until(() -> heard(answer));
        return this;
    }

    void triesToComeBack() {
        asks("join_room", "{\"roomId\":\"tea\"}", true);
        asks("get_history", "{\"roomId\":\"tea\"}", true);
    }

    /** What was sent before it has come before its answer. */
    void pings() {
        says(isNative ? "{\"event\":\"ping\",\"id\":9}" : "429[\"ping\"]");
    }

    boolean hasReadToTheEnd() {
        return texts().stream().anyMatch(text -> isNative ? text.startsWith("{\"id\":9,") : text.startsWith("439["));
    }

    private void asks(String event, String data, boolean wantsAnswer) {
        if (isNative) {
            says("{\"event\":\"" + event + "\",\"data\":" + data + (wantsAnswer ? ",\"id\":7}" : "}"));
        } else {
            says("42" + (wantsAnswer ? "7" : "") + "[\"" + event + "\"," + data + "]");
        }
    }

    private void says(String text) {
        socket.sendText(text, true).orTimeout(60, TimeUnit.SECONDS).join();
    }

    /** A new client by an event, one of old by an error. */
    boolean wasTold(String how) {
        return wantsAnswers
                ? heard("removed_from_room") && heard(how)
                : heard("\"code\":\"FORBIDDEN\"") && !heard("removed_from_room");
    }

    boolean wasRefused() {
        return heard("you may not join this room") && heard("join the room first");
    }

    synchronized boolean heard(String word) {
        return texts.stream().anyMatch(text -> text.contains(word));
    }

    /** All that came until now, in order. */
    synchronized List<String> texts() {
        return List.copyOf(texts);
    }

    void close() {
        socket.abort();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            synchronized (this) {
                texts.add(part.toString());
            }
            part.setLength(0);
        }
        from.request(1);
        return null;
    }
}
