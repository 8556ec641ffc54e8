package dev.parlance.examples.bench;

/** How a chat protocol says what the load needs; objects have no state and are shared by all clients. */
interface Dialect {
    /** What a text from the server means. */
    enum Meaning {
        /** Nothing to do. */
        NEWS,
        /** The connection is open: introduce yourself and join. */
        WELCOME,
        /** The room was joined. */
        JOINED,
        /** A request was refused. */
        REFUSED,
        /** Answered already. */
        ANSWERED
    }

    /** Where the WebSocket is asked for. */
    String path();

    /** Whether the client speaks first, once the WebSocket is open. */
    boolean clientBegins();

    /** Introduces a client and joins its room. */
    void join(Outgoing out, String user, String room);

    /** The request to say something in a room. */
    Envelope envelope(String room);

    /** Understands a text that has no stamp, and answers what must be answered at once. */
    Meaning understand(byte[] bytes, int from, int to, Outgoing out);
}
