package dev.parlance.websocket.chat;

import dev.parlance.websocket.RawClient;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;

/** A client that can recover, as socket.io-client does it: it remembers its private id, and the last argument of the last event. */
final class RecoveringClient implements Closeable {
    private final RawClient socket;
    private String sid = "";
    private String pid = "";
    private String offset = "";

    private RecoveringClient(RawClient socket) {
        this.socket = socket;
    }

    static RecoveringClient open(int port) throws IOException {
        RawClient socket = RawClient.connect(port).upgrade("/socket.io/?EIO=4&transport=websocket&recovery=1");
        socket.readText();
        return new RecoveringClient(socket);
    }

    /** Connects to the chat, with fields of auth, {@code "userId":"ada"}. */
    RecoveringClient connect(String auth) throws IOException {
        socket.text("40{" + auth + "}");
        String answer = socket.readText(text -> text.startsWith("40") || text.startsWith("44"));
        sid = field(answer, "sid");
        pid = field(answer, "pid");
        return this;
    }

    /** What a client sends when it is back. */
    String back(String auth) {
        String known = "\"pid\":\"" + pid + "\"" + (offset.isEmpty() ? "" : ",\"offset\":\"" + offset + "\"");
        return auth.isEmpty() ? known : known + "," + auth;
    }

    RecoveringClient send(String packet) throws IOException {
        socket.text(packet);
        return this;
    }

    RecoveringClient join(String room) throws IOException {
        send("42[\"join_room\",{\"roomId\":\"" + room + "\"}]");
        event("room_users");
        return this;
    }

    /** The next event of that name, without its offset; the offsets of all are remembered. */
    String event(String name) throws IOException {
        while (true) {
            String packet = socket.readText(text -> text.startsWith("42["));
            int comma = packet.lastIndexOf(',');
            offset = packet.substring(comma + 2, packet.length() - 2);
            Long.parseLong(offset.substring(6)); // after the session's name
            if (packet.startsWith("42[\"" + name + "\",")) {
                return packet.substring(name.length() + 6, comma);
            }
        }
    }

    /** The text of the next message. */
    String message() throws IOException {
        return field(event("message"), "message");
    }

    /** Whether the next message is this one; false if the connection ends. */
    boolean hears(String text) throws IOException {
        try {
            return message().equals(text);
        } catch (EOFException e) {
            return false;
        }
    }

    String next(String beginning) throws IOException {
        return socket.readText(text -> text.startsWith(beginning));
    }

    /** Comes back as what another was, that has got a new session since: the last offset stays, as in socket.io-client. */
    RecoveringClient after(RecoveringClient before) {
        offset = before.offset;
        return this;
    }

    String sid() {
        return sid;
    }

    boolean isSameAs(RecoveringClient before) {
        return sid.equals(before.sid) && pid.equals(before.pid);
    }

    int closeCode() throws IOException {
        return socket.readClose();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static String field(String json, String name) {
        return json.replaceFirst(".*\"" + name + "\":\"([^\"]*)\".*", "$1");
    }
}
