package dev.parlance.host;

import dev.parlance.model.ChatException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The part of the host's time that strangers may take: so many logins at once, so many more in turn, and no more. A login has its place until it is answered
 * and its thread is back, so authenticators that hang cost no more threads than there are places. Safe for use by many threads.
 */
final class LoginShare {
    private final Executor executor;
    private final int atOnce;
    private final int mostWaiting;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<PolicyCall<?>> waiting = new ArrayDeque<>();
    private int places;

    LoginShare(Executor executor, int atOnce, int mostWaiting) {
        this.executor = executor;
        this.atOnce = atOnce;
        this.mostWaiting = mostWaiting;
    }

    /**
     * Asks, or has it wait for its turn; {@link #over} follows.
     *
     * @param here whether it may run on this thread, if it need not wait
     * @throws RejectedExecutionException if as many wait already as may
     */
    void begin(PolicyCall<?> call, boolean here) {
        lock.lock();
        try {
            if (call.answer.isDone()) {
                return; // it expired on its way here, and is over
            }
            if (places == atOnce) {
                if (waiting.size() >= mostWaiting) {
                    throw new RejectedExecutionException("too many logins wait already");
                }
                waiting.add(call);
                return;
            }
            places++;
            call.hasPlace = true;
        } finally {
            lock.unlock();
        }
        if (here) {
            call.run();
        } else {
            start(call);
        }
    }

    /** A login has its answer, and its thread is back. */
    void over(PolicyCall<?> call) {
        PolicyCall<?> next = null;
        lock.lock();
        try {
            if (!call.hasPlace) {
                waiting.remove(call);
                return;
            }
            next = waiting.poll();
            if (next == null) {
                places--;
            } else {
                next.hasPlace = true;
            }
        } finally {
            lock.unlock();
        }
        if (next == null) {
            return;
        }
        // another thread sees another value than itself, so no race matters
        if (call.starter == Thread.currentThread()) {
            call.successor =
                    next; // an executor that runs it in the caller: thousands in turn may not stand on one stack
        } else {
            start(next);
        }
    }

    private void start(PolicyCall<?> first) {
        PolicyCall<?> call = first;
        while (call != null) {
            call.starter = Thread.currentThread();
            try {
                executor.execute(call);
            } catch (Throwable e) { // whatever it throws: it did not take the call
                ChatException told = Failures.toldOf(executor, e);
                refuseWaiting(told);
                call.answer.completeExceptionally(told);
            }
            call.starter = null;
            PolicyCall<?> next = call.successor;
            call.successor = null;
            call = next;
        }
    }

    /** Without a thread for this one there is none for those behind it. */
    private void refuseWaiting(ChatException refusal) {
        List<PolicyCall<?>> all;
        lock.lock();
        try {
            all = List.copyOf(waiting);
            waiting.clear();
        } finally {
            lock.unlock();
        }
        all.forEach(each -> each.answer.completeExceptionally(refusal));
    }
}
