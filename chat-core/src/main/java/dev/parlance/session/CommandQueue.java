package dev.parlance.session;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is among a session's commands: one after the other, in the order in which they came, and what reads the log when the client has taken what
 * waits for it. For the session's lane.
 */
final class CommandQueue {
    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    private final Session session;
    private @Nullable PendingCommands pending;
    /** An answer that waits for the peer to take what came before it. */
    private @Nullable Runnable held;

    /** What is under way, and not done within its beginning. */
    private @Nullable Request current;

    CommandQueue(Session session) {
        this.session = session;
    }

    /** A command begins, waits, or is told that it may not. */
    void add(Request request, int mostPending) {
        if (current == null && pending == null && mayBegin(request)) {
            begin(request);
            return;
        }
        PendingCommands queue = pending;
        if (queue == null) {
            queue = new PendingCommands(mostPending);
            pending = queue;
        }
        if (!queue.add(request)) {
            session.fail(request, new ChatException(ErrorCode.OVERLOADED, "too many requests wait already"));
        }
        next();
    }

    /** Sends what was asked for: now, or as soon as the peer has taken what waits for it. Of one command at a time; completes when that is done. */
    CompletableFuture<Void> whenWritable(Runnable answer) {
        if (session.isGone() || session.peer().isWritable()) {
            answer.run();
            return DONE;
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        held = () -> {
            try {
                answer.run();
                done.complete(null);
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        };
        return done;
    }

    /** The peer may have taken what waited for it. */
    void writable() {
        Runnable step = held;
        if (step != null && session.peer().isWritable()) {
            held = null;
            step.run();
        }
        next();
    }

    /** What is under way; null if nothing is. */
    @Nullable
    Request current() {
        return current;
    }

    /** The session has ended. */
    void clear() {
        pending = null;
        held = null;
    }

    private void begin(Request request) {
        CompletionStage<Void> begun;
        try {
            begun = request.begin();
        } catch (Throwable e) {
            session.fail(request, e);
            return;
        }
        CompletableFuture<Void> state = begun.toCompletableFuture();
        if (state.isDone() && !state.isCompletedExceptionally()) {
            return;
        }
        current = request;
        begun.whenCompleteAsync(
                (done, error) -> {
                    if (error != null) {
                        session.fail(request, error);
                    }
                    current = null;
                    next();
                },
                session.onLane());
    }

    private void next() {
        while (current == null && !session.isGone() && pending != null) {
            Request first = pending.peek();
            if (first == null) {
                pending = null;
                return;
            }
            if (!mayBegin(first)) {
                return; // until the connection is writable
            }
            pending.remove();
            begin(first);
        }
    }

    private boolean mayBegin(Request request) {
        return !request.readsLog() || session.peer().isWritable();
    }
}
