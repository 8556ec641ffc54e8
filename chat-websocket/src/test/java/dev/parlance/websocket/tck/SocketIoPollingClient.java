package dev.parlance.websocket.tck;

import dev.parlance.websocket.RawClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** By long-polling: one connection for its polls and one for what it sends, as browsers have them. */
final class SocketIoPollingClient extends SocketIoClient {
    private static final String ADDRESS = "/socket.io/?EIO=4&transport=polling";

    private final RawClient polls;
    private final RawClient posts;
    private final String target;
    private final ArrayDeque<String> packets = new ArrayDeque<>();
    private boolean polling;
    private boolean silent;
    private boolean ended;
    private boolean closed;

    SocketIoPollingClient(int port, String auth) throws IOException {
        polls = RawClient.connect(port);
        posts = RawClient.connect(port);
        RawClient.Answer opened = polls.get(ADDRESS);
        if (opened.status() != 200) {
            polls.close();
            posts.close();
            throw new IOException("not let in: " + opened);
        }
        target = ADDRESS + "&sid=" + opened.body().replaceFirst(".*\"sid\":\"([^\"]*)\".*", "$1");
        enter(auth);
    }

    @Override
    void sendPacket(String packet) throws IOException {
        byte[] body = packet.getBytes(StandardCharsets.UTF_8);
        posts.send("POST " + target
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain;charset=UTF-8\r\nContent-Length: "
                + body.length + "\r\n\r\n");
        int status = posts.send(body).answer().status();
        if (status != 200) {
            throw new IOException("not taken: " + status);
        }
    }

    @Override
    @Nullable
    String readPacket(Duration patience) throws IOException {
        if (packets.isEmpty() && !ended) {
            poll(patience);
        }
        String packet = packets.poll();
        if (packet == null) {
            return null;
        }
        if (packet.equals("1")) {
            ended = true;
            return null;
        }
        if (packet.equals("2") && !silent) {
            try {
                sendPacket("3");
            } catch (IOException e) {
                ended = true;
            }
        }
        return packet;
    }

    private void poll(Duration patience) throws IOException {
        try {
            if (!polling) {
                polls.send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
                polling = true;
            }
            if (!polls.hears(patience)) {
                return;
            }
            polling = false;
            RawClient.Answer answer = polls.answer();
            ended = answer.status() != 200; // there is no such session any more
            if (!ended) {
                packets.addAll(List.of(answer.body().split("\u001e")));
            }
        } catch (IOException e) {
            ended = true;
        }
    }

    @Override
    boolean hasEnded() {
        return ended;
    }

    @Override
    public void breakProtocol() throws IOException {
        try {
            sendPacket("nonsense of which no packet can be made");
        } catch (IOException e) {
            // which is what it deserves
        }
    }

    @Override
    public void goSilent() {
        silent = true;
    }

    @Override
    public void vanish() throws IOException {
        closed = true;
        polls.vanish();
        posts.vanish();
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            try {
                if (!ended && !silent) {
                    sendPacket("41");
                    sendPacket("1");
                }
            } finally {
                polls.close();
                posts.close();
            }
        }
    }
}
