package dev.parlance.websocket.net;

import java.util.concurrent.Executor;

/** What one holder has of an {@link InputBudget}. For the holder's event loop only; others may look. */
public final class InputShare {
    /** In bytes: answers may be larger, what a room's members share is not. An answer that is larger and waits is its connection's alone, and counts. */
    public static final int LARGE_ANSWER = 64 * 1024;

    private final InputBudget budget;
    private final Executor loop;
    private final Runnable onTooMuch;
    private volatile long bytes;
    private volatile long since;
    private volatile boolean known;
    private volatile boolean dismissed;

    InputShare(InputBudget budget, Executor loop, Runnable onTooMuch) {
        this.budget = budget;
        this.loop = loop;
        this.onTooMuch = onTooMuch;
    }

    /**
     * Says how much is held now. Costs a comparison if that has not changed, so what is complete as soon as it comes never touches what threads share.
     *
     * @param now in bytes as allocated
     * @return false if the holder has to give it all up and go
     */
    public boolean hold(long now) {
        long before = bytes;
        if (now == before) {
            return true;
        }
        if (dismissed && now > before) {
            return false;
        }
        if (before == 0) {
            since = System.nanoTime();
        }
        bytes = now;
        boolean stays = budget.changed(this, before, now);
        if (now == 0) {
            dismissed = false;
        }
        return stays;
    }

    /**
     * Holds more than before, but no more than waits at all: of what came before some may have been shed meanwhile.
     *
     * @param more in bytes
     * @param most what waits altogether, in bytes
     * @return false if the holder has to give it all up and go
     */
    public boolean holdMore(long more, long most) {
        return hold(Math.min(bytes + more, most));
    }

    /**
     * Gives back what is held beyond this much.
     *
     * @param most in bytes
     */
    public void holdAtMost(long most) {
        hold(Math.min(bytes, most));
    }

    /** Holds nothing any more. */
    public void release() {
        hold(0);
    }

    /**
     * Says whether the holder is known: someone who has authenticated, or whom a host's namespace has let in.
     *
     * @param value false at first
     */
    public void known(boolean value) {
        known = value;
    }

    /** {@return whether the holder is known, as was said last} */
    public boolean isKnown() {
        return known;
    }

    long bytes() {
        return bytes;
    }

    long since() {
        return since;
    }

    boolean isDismissed() {
        return dismissed;
    }

    void markDismissed() {
        dismissed = true;
    }

    void dismiss() {
        if (loop instanceof EventLoop own && own.isCurrent()) {
            go();
        } else {
            loop.execute(this::go);
        }
    }

    private void go() {
        if (dismissed && bytes > 0) { // or it has given up by itself, even before it was marked
            onTooMuch.run();
        }
        dismissed = false;
    }
}
