package dev.parlance.host;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Does something for each of many keys at once and then, however often it is wanted within a pause of the last time, once for all of that when the pause is over: so often at the most, and the last for sure. Of
 * so many keys it knows that it was done just now; beyond that it is done at once, each time. Any thread; no lock is held while it is done.
 *
 * @param <K> for what
 * @param <W> what is wanted, of which two make one
 * @param <R> what came of it
 */
public final class Pacing<K, W, R extends @Nullable Object> {
    private final EngineTimer timer;
    private final Duration pause;
    private final int most;
    private final BinaryOperator<W> both;
    private final Act<K, W, R> act;
    private final Again<K> again;
    /** What is being done, was done just now, or is to be done again. */
    private final ConcurrentMap<K, Paced> under = new ConcurrentHashMap<>();

    /** What is done. */
    public interface Act<K, W, R extends @Nullable Object> {
        /** Begins it; throws nothing, and completes in the end. */
        CompletionStage<R> begin(K key, W wanted);
    }

    /** What becomes of what failed. */
    public interface Again<K> {
        /** After how long it is done again by itself, or null for never; {@code before}: how often it has failed already. */
        @Nullable
        Duration after(K key, Throwable error, int before);
    }

    /**
     * Does nothing yet.
     *
     * @param pause between the end of one time and the next
     * @param both what two want who have it done together, the earlier first
     */
    public Pacing(
            EngineTimer timer, Duration pause, int most, BinaryOperator<W> both, Act<K, W, R> act, Again<K> again) {
        this.timer = timer;
        this.pause = pause;
        this.most = most;
        this.both = both;
        this.act = act;
        this.again = again;
    }

    /** Wants it; completes, or fails, with what came of that time which had this. */
    public CompletionStage<R> want(K key, W what) {
        while (true) {
            Paced its = under.get(key);
            if (its == null && under.size() >= most) {
                return act.begin(key, what);
            }
            CompletionStage<R> done = (its != null ? its : under.computeIfAbsent(key, Paced::new)).add(what);
            if (done != null) {
                return done;
            }
        }
    }

    /** Does at once what waits for a key; completes when that, and what was under way, was tried. What is wanted from now on begins later, and may go on beside it. */
    public CompletionStage<Void> settle(K key) {
        Paced its = under.get(key);
        return its == null ? CompletableFuture.completedFuture(null) : its.settle();
    }

    /** Does at once what waits, for the end of the engine; completes when all of it was tried. */
    public CompletableFuture<Void> flush() {
        return CompletableFuture.allOf(
                under.values().stream().map(Paced::settle).toArray(CompletableFuture[]::new));
    }

    /** Whether something is being done for a key, was done just now, or is to be done again. */
    public boolean isKnown(K key) {
        return under.containsKey(key);
    }

    /** Of how many something is remembered; for tests. */
    public int size() {
        return under.size();
    }

    /** What is to be done the next time, and who waits for that. */
    private final class Waiting {
        W wanted;
        final CompletableFuture<R> done;

        Waiting(W wanted, CompletableFuture<R> done) {
            this.wanted = wanted;
            this.done = done;
        }
    }

    /** One key's, from the first time until nothing was wanted for a while. */
    private final class Paced {
        private final K key;
        /** Null if nothing was wanted since the last time began. This and the others under the lock of this object. */
        private @Nullable Waiting next;

        /** What was begun last, which may be done. */
        private @Nullable Waiting current;

        private int failed;
        private boolean busy; // it is being done, or rests from that
        private boolean over;

        Paced(K key) {
            this.key = key;
        }

        /** The next time has what is wanted now; null if this one is over. */
        @Nullable
        CompletionStage<R> add(W what) {
            CompletionStage<R> done;
            synchronized (this) {
                if (over) {
                    return null;
                }
                done = merge(what);
                if (busy) {
                    return done;
                }
                busy = true;
            }
            go();
            return done;
        }

        private synchronized CompletableFuture<R> merge(W what) {
            Waiting known = next;
            if (known == null) {
                known = new Waiting(what, new CompletableFuture<>());
                next = known;
            } else {
                known.wanted = both.apply(known.wanted, what);
            }
            return known.done;
        }

        CompletableFuture<Void> settle() {
            return tried(underWay()).thenCompose(done -> {
                Waiting waiting = taken();
                if (waiting == null) {
                    return tried(underWay()); // which its turn may have begun meanwhile
                }
                begin(waiting);
                return tried(waiting);
            });
        }

        private synchronized @Nullable Waiting underWay() {
            return current;
        }

        /** Completes when something has come of it. */
        private CompletableFuture<Void> tried(@Nullable Waiting waiting) {
            return waiting == null
                    ? CompletableFuture.completedFuture(null)
                    : waiting.done.handle((result, error) -> null);
        }

        /** What waits is under way from now on: in one step, so that it is never neither. */
        private synchronized @Nullable Waiting taken() {
            Waiting waiting = next;
            next = null;
            if (waiting != null) {
                current = waiting;
            }
            return waiting;
        }

        private CompletionStage<R> begin(Waiting waiting) {
            return act.begin(key, waiting.wanted).whenComplete((result, error) -> {
                if (error == null) {
                    waiting.done.complete(result);
                } else {
                    waiting.done.completeExceptionally(ChatException.causeOf(error));
                }
            });
        }

        private void go() {
            Waiting waiting = taken();
            if (waiting == null) {
                rest(pause); // it was hurried meanwhile
                return;
            }
            Future<?> unused = begin(waiting)
                    .whenComplete((result, error) -> rest(pauseAfter(waiting.wanted, error)))
                    .toCompletableFuture();
        }

        private synchronized Duration pauseAfter(W wanted, @Nullable Throwable error) {
            Duration wait = error == null ? null : again.after(key, ChatException.causeOf(error), failed++);
            if (wait == null) {
                failed = 0;
                return pause;
            }
            Waiting since = next;
            if (since == null) {
                next = new Waiting(wanted, new CompletableFuture<>()); // nobody waits for it, and it is done
            } else {
                since.wanted = both.apply(wanted, since.wanted);
            }
            return wait;
        }

        private void rest(Duration how) {
            try {
                Future<?> unused = timer.schedule(this::rested, how.toNanos(), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                Waiting waiting = end();
                if (waiting != null) {
                    waiting.done.completeExceptionally(
                            new ChatException(ErrorCode.SHUTTING_DOWN, "the server is about to stop"));
                }
            }
        }

        private void rested() {
            synchronized (this) {
                if (next == null) {
                    end();
                    return;
                }
            }
            go();
        }

        private synchronized @Nullable Waiting end() {
            over = true;
            under.remove(key, this);
            return taken();
        }
    }
}
