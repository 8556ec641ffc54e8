package dev.parlance.websocket.net;

import dev.parlance.complaint.Complaints;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one of HttpCore's threads runs, seen from its end. If an {@link Error} ends such a loop, HttpCore closes its sockets on the dying thread, once, and where that
 * fails as well, as it does without memory, they stay registered with a selector that nobody closes: neither served nor closed. HttpCore has no way to it
 * from outside, so its fields are read.
 */
final class HttpCoreLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpCoreLoop.class);
    private static final Complaints COMPLAINTS = new Complaints(LOG::warn, LOG::error);

    private final Runnable loop;
    private final Runnable onEnded;
    private final @Nullable Object reactor;
    private final @Nullable Method terminate;
    private final @Nullable Selector selector;
    private volatile boolean ended;
    private boolean released;

    /**
     * Wraps a loop.
     *
     * @param loop HttpCore's
     * @param onEnded called on the thread that ends, perhaps for want of memory: must allocate nothing
     */
    HttpCoreLoop(Runnable loop, Runnable onEnded) {
        this.loop = loop;
        this.onEnded = onEnded;
        Object found = null;
        Method ending = null;
        Selector used = null;
        try {
            Field inner = loop.getClass().getDeclaredField("ioReactor");
            inner.setAccessible(true);
            found = inner.get(loop);
            Class<?> base = found.getClass().getSuperclass();
            ending = base.getDeclaredMethod("doTerminate");
            ending.setAccessible(true);
            Field selecting = base.getDeclaredField("selector");
            selecting.setAccessible(true);
            used = (Selector) selecting.get(found);
        } catch (ReflectiveOperationException | RuntimeException e) {
            COMPLAINTS.warn(
                    "this version of HttpCore hides its selectors; what an I/O thread leaves behind stays open", e);
        }
        this.reactor = found;
        this.terminate = ending;
        this.selector = used;
    }

    @Override
    public void run() {
        try {
            loop.run();
        } finally {
            ended = true;
            onEnded.run();
        }
    }

    boolean hasEnded() {
        return ended;
    }

    /** Closes what the loop left open, after its end or when it never began; until it succeeds it may be called again. For one thread at a time. */
    void release() {
        if (released || selector == null || terminate == null) {
            return;
        }
        try {
            terminate.invoke(reactor); // first closes what was accepted and not registered yet
        } catch (ReflectiveOperationException e) {
            if (!(e.getCause() instanceof ClosedSelectorException)) { // or HttpCore came so far itself
                COMPLAINTS.warn("what an I/O thread left open could not be closed, it is tried again", e.getCause());
                return;
            }
        }
        if (selector.isOpen()) {
            selector.keys().forEach(HttpCoreLoop::closeChannel);
        }
        closeSelector();
    }

    private static void closeChannel(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException e) {
            COMPLAINTS.warn("a socket could not be closed", e);
        }
    }

    /** From any thread, also while the loop runs: that is its end. */
    void closeSelector() {
        try {
            if (selector != null) {
                selector.close();
            }
            released = true;
        } catch (IOException e) {
            COMPLAINTS.warn("a selector could not be closed", e);
        }
    }
}
