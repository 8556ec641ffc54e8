package dev.parlance.websocket.engineio;

import dev.parlance.websocket.RawClient;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A client by long-polling, with one connection for its polls and one for what it sends, as browsers have them. */
public final class PollingClient implements Closeable {
    private final int port;
    private final String address;
    private RawClient polls;
    private RawClient posts;
    private String sid = "";

    public PollingClient(int port, String path) throws IOException {
        this.port = port;
        this.address = path + "?EIO=4&transport=polling";
        this.polls = RawClient.connect(port);
        this.posts = RawClient.connect(port);
    }

    public PollingClient open(String... headers) throws IOException {
        String body = polls.get(address, headers).body();
        sid = body.replaceFirst(".*\"sid\":\"([^\"]*)\".*", "$1");
        return this;
    }

    public String sid() {
        return sid;
    }

    public PollingClient sid(String other) {
        sid = other;
        return this;
    }

    public String target() {
        return address + "&sid=" + sid;
    }

    public RawClient.Answer poll() throws IOException {
        return beginPoll().endPoll();
    }

    /** Asks, and does not wait for the answer. */
    public PollingClient beginPoll() throws IOException {
        polls.send("GET " + target() + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        return this;
    }

    public RawClient.Answer endPoll() throws IOException {
        RawClient.Answer answer = polls.answer();
        if ("close".equals(answer.header("Connection"))) { // as errors are answered
            polls.close();
            polls = RawClient.connect(port);
        }
        return answer;
    }

    public void abortPoll() throws IOException {
        polls.close();
    }

    public RawClient.Answer post(String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        posts.send("POST " + target() + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain;charset=UTF-8\r\n"
                + "Content-Length: " + bytes.length + "\r\n\r\n");
        RawClient.Answer answer = posts.send(bytes).answer();
        if ("close".equals(answer.header("Connection"))) {
            posts.close();
            posts = RawClient.connect(port);
        }
        return answer;
    }

    /** A WebSocket that asks to take over. */
    public RawClient candidate() throws IOException {
        return RawClient.connect(port).upgrade(target().replace("polling", "websocket"));
    }

    /** Goes over to a WebSocket, as clients do. */
    public RawClient upgrade() throws IOException {
        RawClient webSocket = candidate().text("2probe");
        webSocket.readText(text -> text.equals("3probe"));
        poll();
        return webSocket.text("5");
    }

    /** The next message that begins so; those before it are skipped. */
    public String await(String beginning) throws IOException {
        while (true) {
            RawClient.Answer answer = poll();
            if (answer.status() != 200) {
                throw new IOException(answer.toString());
            }
            for (String packet : answer.body().split("\u001e")) {
                if (packet.startsWith(beginning)) {
                    return packet;
                }
                if (packet.equals("2")) {
                    post("3");
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        polls.close();
        posts.close();
    }
}
