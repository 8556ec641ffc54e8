package dev.parlance.websocket.http;

import dev.parlance.websocket.net.EventLoop;

/**
 * How much of an event loop one connection gets before the others have theirs: who sends many requests at once has a few of them answered in a turn. For the
 * event loop only.
 */
final class LoopShare {
    /** What one turn may cost. */
    private static final int MOST = 64 * 1024;

    /** What a request costs apart from the length of its answer. */
    private static final int COST = 8 * 1024;

    private final EventLoop loop;
    private final Runnable next;
    private long spent;
    private boolean yielded;

    /** With what to do when it is this connection's turn again. */
    LoopShare(EventLoop loop, Runnable next) {
        this.loop = loop;
        this.next = next;
    }

    /** Something came while nothing waited: nobody is kept waiting by what was before. */
    void anew() {
        if (!yielded) {
            spent = 0;
        }
    }

    void spend(int answerBytes) {
        spent += COST + answerBytes;
    }

    boolean isOver() {
        return yielded || spent >= MOST;
    }

    boolean isYielded() {
        return yielded;
    }

    void yieldToOthers() {
        if (!yielded) {
            yielded = true;
            loop.executeLater(this::take);
        }
    }

    private void take() {
        yielded = false;
        spent = 0;
        next.run();
    }
}
