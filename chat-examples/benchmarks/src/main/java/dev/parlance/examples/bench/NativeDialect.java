package dev.parlance.examples.bench;

/** The native protocol: JSON frames at {@code /ws}, see docs/PROTOCOL.md. */
final class NativeDialect implements Dialect {
    private static final byte[] HISTORY = Bytes.of("\"message_history\"");
    private static final byte[] ERROR = Bytes.of("{\"event\":\"error\"");

    @Override
    public String path() {
        return "/ws";
    }

    @Override
    public boolean clientBegins() {
        return true;
    }

    @Override
    public void join(Outgoing out, String user, String room) {
        out.text("{\"event\":\"authenticate\",\"data\":{\"userId\":\"" + user + "\",\"username\":\"" + user + "\"}}");
        out.text("{\"event\":\"join_room\",\"data\":{\"roomId\":\"" + room + "\"}}");
    }

    @Override
    public Envelope envelope(String room) {
        return new Envelope(
                Bytes.of("{\"event\":\"send_message\",\"data\":{\"roomId\":\"" + room + "\",\"message\":\""),
                Bytes.of("\"}}"));
    }

    @Override
    public Meaning understand(byte[] bytes, int from, int to, Outgoing out) {
        if (Bytes.startsWith(bytes, from, to, ERROR)) {
            return Meaning.REFUSED;
        }
        return Bytes.indexOf(bytes, from, Math.min(to, from + 64), HISTORY) >= 0 ? Meaning.JOINED : Meaning.NEWS;
    }
}
