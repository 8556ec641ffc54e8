package dev.parlance.session;

import dev.parlance.transport.ChatSession;
import dev.parlance.transport.ServerReply;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a transport has asked in its own name, by request ids below {@link ChatSession#NO_REPLY}, which are no client's. Made with the first of it, as most ask
 * nothing. For the session's lane.
 */
final class Asked {
    private final Map<Long, Consumer<? super ServerReply>> waiting = new HashMap<>();
    private long last = ChatSession.NO_REPLY;

    /** Whether an answer under this id is the transport's. */
    static boolean isOne(long requestId) {
        return requestId < ChatSession.NO_REPLY;
    }

    /** Returns the id under which the answer will come. */
    long add(Consumer<? super ServerReply> answer) {
        waiting.put(--last, answer);
        return last;
    }

    /** Who waits for an answer, once; null if that has been had already. */
    @Nullable
    Consumer<? super ServerReply> remove(long requestId) {
        return waiting.remove(requestId);
    }
}
