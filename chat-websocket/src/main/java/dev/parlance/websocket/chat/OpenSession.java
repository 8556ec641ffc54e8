package dev.parlance.websocket.chat;

import dev.parlance.ChatEngine;
import dev.parlance.transport.ChatConnection;
import dev.parlance.transport.ChatSession;
import dev.parlance.transport.CloseReason;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A connection's session from its opening to its end; before and after, what happens to the connection is nobody's business. For the connection's lane. */
final class OpenSession {
    private @Nullable ChatSession session;

    /** Opens a session, in place of one that led nowhere. */
    void open(ChatEngine engine, ChatConnection connection, Map<String, String> attributes) {
        end();
        session = engine.open(connection, attributes);
    }

    /** The session, or null before its opening and after its end. */
    @Nullable
    ChatSession get() {
        return session;
    }

    void receiveOther(long bytes) {
        if (session != null) {
            session.receiveOther(bytes);
        }
    }

    void caughtUp() {
        if (session != null) {
            session.caughtUp();
        }
    }

    void writable() {
        if (session != null) {
            session.writable();
        }
    }

    /** The transport ends it, as its client does not read. */
    void slowConsumer() {
        if (session != null) {
            session.cutOff(CloseReason.SLOW_CONSUMER);
        }
    }

    void end() {
        ChatSession ended = session;
        session = null;
        if (ended != null) {
            ended.disconnected();
        }
    }
}
