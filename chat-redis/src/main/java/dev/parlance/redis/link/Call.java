package dev.parlance.redis.link;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * One command on its way to Redis and back: sent again after a break if that is safe, ended by its answer or its deadline, whichever is first. For any thread, but for what is said to be
 * the sending thread's.
 */
public final class Call<T extends @Nullable Object> {
    /** What a second execution would do, or a late one. */
    public enum Repeat {
        /** Nothing, and it may be behind what was asked later: it reads, or nothing of ours undoes it. */
        ANY_TIME,
        /** Nothing in its turn: we may send it again, and so may whoever asked. */
        HARMLESS,
        /** Nothing in its turn as long as we send it ourselves, for we know it again; another request would be another message, or undo what others did since. */
        OURS,
        /** Harm. */
        HARMFUL
    }

    /** Writes the command, anew for each connection; its first key is what it concerns, and only what may be repeated at any time has none. */
    @FunctionalInterface
    public interface Request {
        /**
         * The command.
         *
         * @param firstSentMillis by the clock of the store, or less than 0 if it has not been sent before
         */
        CommandArguments arguments(Link link, long firstSentMillis);
    }

    /** Reads the answer; throws what the caller shall get instead. */
    @FunctionalInterface
    public interface Decoder<T extends @Nullable Object> {
        /** Decodes. */
        T decode(@Nullable Object reply);
    }

    private enum State {
        WAITING,
        SENT,
        ENDED
    }

    final long deadlineNanos;
    final int bytes;
    final Repeat repeat;
    final CompletableFuture<T> future = new CompletableFuture<>();

    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final Decoder<T> decoder;
    private volatile @Nullable Request request;
    private long firstSentMillis = -1;
    private boolean sentBefore;

    Call(Request request, Decoder<T> decoder, Repeat repeat, int bytes, long deadlineNanos) {
        this.request = request;
        this.decoder = decoder;
        this.repeat = repeat;
        this.bytes = bytes;
        this.deadlineNanos = deadlineNanos;
    }

    /** Returns the command to send, or null if this has ended meanwhile; from here on it may have been executed. For the sending thread. */
    @Nullable
    CommandArguments send(Link link) {
        Request toSend = request;
        if (toSend == null || (!state.compareAndSet(State.WAITING, State.SENT) && hasEnded())) {
            return null;
        }
        CommandArguments arguments = toSend.arguments(link, firstSentMillis);
        sentBefore = firstSentMillis >= 0;
        if (firstSentMillis < 0) {
            firstSentMillis = link.facts().nowMillis();
        }
        return arguments;
    }

    /** Whether it may have been executed. */
    boolean wasSent() {
        return state.get() == State.SENT;
    }

    /** The store has said that it did not execute what was just sent; what became of earlier attempts is another matter. For the sending thread. */
    void notExecuted() {
        if (!sentBefore && state.compareAndSet(State.SENT, State.WAITING)) {
            firstSentMillis = -1;
        }
    }

    boolean hasEnded() {
        return state.get() == State.ENDED;
    }

    /** Ends this; only the first to do so may then say how. */
    boolean end() {
        boolean first = state.getAndSet(State.ENDED) != State.ENDED;
        request = null; // what it held need not wait for whoever still knows this
        return first;
    }

    /** Ends this for want of an answer, and returns what to say, or null if it has ended already. */
    @Nullable
    ChatException giveUp(String why) {
        boolean neverSent = state.compareAndSet(State.WAITING, State.ENDED);
        if (!neverSent && !end()) {
            return null;
        }
        request = null;
        return new ChatException(ErrorCode.BROKER_UNAVAILABLE, why, neverSent || mayBeAskedAgain());
    }

    private boolean mayBeAskedAgain() {
        return switch (repeat) {
            case ANY_TIME, HARMLESS -> true;
            case OURS, HARMFUL -> false;
        };
    }

    /** Whether it counts against the bound on what may wait. */
    boolean isLimited() {
        return deadlineNanos != Long.MAX_VALUE;
    }

    void answer(@Nullable Object reply) {
        try {
            if (reply instanceof JedisDataException refused) {
                throw Refusals.error(refused);
            }
            future.complete(decoder.decode(reply));
        } catch (RuntimeException e) {
            future.completeExceptionally(e);
        }
    }
}
