package dev.parlance.websocket.engineio;

import dev.parlance.complaint.Complaints;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls of one session's handler, from its first to its last. For the session's event loop only. */
final class HandlerCalls {
    private static final Logger LOG = LoggerFactory.getLogger(HandlerCalls.class);
    private static final Complaints COMPLAINTS = new Complaints(LOG::warn, LOG::error);

    private final Executor loop;
    private @Nullable EngineIoHandler handler;
    private @Nullable Ending ending;

    HandlerCalls(Executor loop) {
        this.loop = loop;
    }

    /** Takes the handler; one that has closed the session while it was made is told so. */
    void begin(EngineIoHandler first) {
        handler = first;
        if (ending != null) {
            end(ending);
        }
    }

    /** Returns false if the handler failed. */
    boolean call(Consumer<EngineIoHandler> message) {
        EngineIoHandler told = handler;
        if (told == null) {
            return true;
        }
        try {
            message.accept(told);
            return true;
        } catch (RuntimeException e) {
            COMPLAINTS.error("a session is closed by a fault of the server", e);
            return false;
        }
    }

    /** The handler is told later: whoever closes may be in the middle of a call of its own. */
    void end(Ending why) {
        ending = why;
        EngineIoHandler told = handler;
        handler = null;
        if (told != null) {
            loop.execute(() -> told.onClose(why));
        }
    }
}
