package dev.parlance.websocket.engineio;

/** The place of one session among all of its server's. On the session's event loop. */
interface Registration {
    /** The session is a stranger's no more. */
    void letIn();

    /** The session is over; may be said again. */
    void end();
}
