package dev.parlance.examples.bench;

/** Socket.IO 4 over the WebSocket transport of Engine.IO 4, main namespace; pings are the server's. */
final class SocketIoDialect implements Dialect {
    private static final byte[] CONNECTED = Bytes.of("40");
    private static final byte[] CONNECT_ERROR = Bytes.of("44");
    private static final byte[] HISTORY = Bytes.of("42[\"message_history\"");
    private static final byte[] ERROR = Bytes.of("42[\"error\"");

    @Override
    public String path() {
        return "/socket.io/?EIO=4&transport=websocket";
    }

    @Override
    public boolean clientBegins() {
        return false;
    }

    @Override
    public void join(Outgoing out, String user, String room) {
        out.text("42[\"authenticate\",{\"userId\":\"" + user + "\",\"username\":\"" + user + "\"}]");
        out.text("42[\"join_room\",{\"roomId\":\"" + room + "\"}]");
    }

    @Override
    public Envelope envelope(String room) {
        return new Envelope(
                Bytes.of("42[\"send_message\",{\"roomId\":\"" + room + "\",\"message\":\""), Bytes.of("\"}]"));
    }

    @Override
    public Meaning understand(byte[] bytes, int from, int to, Outgoing out) {
        return switch (from < to ? bytes[from] : ' ') {
            case '0' -> answer(out, "40");
            case '2' -> answer(out, "3");
            case '4' -> message(bytes, from, to);
            default -> Meaning.NEWS; // of the connection itself
        };
    }

    private static Meaning answer(Outgoing out, String packet) {
        out.text(packet);
        return Meaning.ANSWERED;
    }

    private static Meaning message(byte[] bytes, int from, int to) {
        if (Bytes.startsWith(bytes, from, to, CONNECTED)) {
            return Meaning.WELCOME;
        }
        if (Bytes.startsWith(bytes, from, to, HISTORY)) {
            return Meaning.JOINED;
        }
        return Bytes.startsWith(bytes, from, to, ERROR) || Bytes.startsWith(bytes, from, to, CONNECT_ERROR)
                ? Meaning.REFUSED
                : Meaning.NEWS;
    }
}
