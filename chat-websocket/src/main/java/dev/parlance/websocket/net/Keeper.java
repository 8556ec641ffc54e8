package dev.parlance.websocket.net;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that looks after something, when called and at a pace; whatever a look throws, the next one comes. It is there before anything can go wrong, because a
 * process without memory can make no thread, and it keeps the JVM alive while the thread that it replaces has ended.
 */
final class Keeper extends Thread {
    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

    private final Runnable look;
    private final long paceNanos;
    private final AtomicBoolean called = new AtomicBoolean();
    private volatile boolean dismissed;

    Keeper(String name, Runnable look, long paceNanos) {
        super(name);
        setDaemon(false);
        this.look = look;
        this.paceNanos = paceNanos;
    }

    /** Has it look at once. Allocates nothing. */
    void call() {
        called.set(true);
        LockSupport.unpark(this);
    }

    /** Has it look no more, and waits a while for a look that is under way. */
    void dismiss(long millis) {
        dismissed = true;
        LockSupport.unpark(this);
        try {
            join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        while (!dismissed) {
            if (!called.getAndSet(false)) {
                LockSupport.parkNanos(paceNanos);
            }
            if (dismissed) {
                return;
            }
            try {
                look.run();
            } catch (Throwable e) {
                Faults.log(LOG, "a look after the port failed, there will be another", e);
            }
        }
    }
}
