package dev.parlance.tck.ports;

import dev.parlance.broker.store.StoreEar;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What one port is told, on its way to its ear, which a thread of its own calls. An ear that is too slow loses what is beyond a bound, and hears that it did. */
public final class MemoryLine {
    private static final int MOST = 100_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    /** Empty stands for a line that broke. */
    private final Queue<Optional<byte[]>> way = new ArrayDeque<>();

    private final StoreEar ear;
    private final ReentrantLock calling = new ReentrantLock();
    private boolean cut;
    private volatile boolean closed;

    public MemoryLine(StoreEar ear) {
        this.ear = ear;
        Thread thread = new Thread(this::run, "memory-line");
        thread.setDaemon(true);
        thread.start();
    }

    public void tell(byte[] what) {
        lock.lock();
        try {
            if (cut || way.size() >= MOST) {
                cut = false;
                way.add(Optional.empty());
            } else {
                way.add(Optional.of(what));
            }
            more.signal();
        } finally {
            lock.unlock();
        }
    }

    /** What is told next is lost. */
    public void cut() {
        lock.lock();
        try {
            cut = true;
        } finally {
            lock.unlock();
        }
    }

    public void close() {
        calling.lock(); // a call under way comes to its end
        try {
            closed = true;
        } finally {
            calling.unlock();
        }
        lock.lock();
        try {
            more.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (true) {
            Optional<byte[]> next;
            lock.lock();
            try {
                while (way.isEmpty() && !closed) {
                    more.awaitUninterruptibly();
                }
                if (closed) {
                    return;
                }
                next = way.remove();
            } finally {
                lock.unlock();
            }
            call(next);
        }
    }

    private void call(Optional<byte[]> next) {
        calling.lock();
        try {
            if (closed) {
                return;
            }
            next.ifPresentOrElse(what -> ear.told(what.clone()), ear::broken);
        } finally {
            calling.unlock();
        }
    }
}
