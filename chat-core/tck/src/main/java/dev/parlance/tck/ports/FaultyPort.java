package dev.parlance.tck.ports;

import dev.parlance.broker.store.StoreEar;
import dev.parlance.broker.store.StorePort;
import dev.parlance.broker.store.StoreUnavailableException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A port to which an outage, a pause and the death of its node can happen. */
public final class FaultyPort implements StorePort {
    private final StorePort port;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition awake = lock.newCondition();
    private volatile boolean out;
    private boolean paused;
    private boolean dead;

    public FaultyPort(StorePort port) {
        this.port = port;
    }

    public StorePort port() {
        return port;
    }

    public void out(boolean value) {
        out = value;
    }

    public void pause() {
        lock.lock();
        try {
            paused = true;
        } finally {
            lock.unlock();
        }
    }

    public boolean isPaused() {
        lock.lock();
        try {
            return paused;
        } finally {
            lock.unlock();
        }
    }

    public void wake() {
        lock.lock();
        try {
            paused = false;
            awake.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** From here on nothing gets to the store, and nothing to the node. */
    public void kill() {
        lock.lock();
        try {
            dead = true;
            paused = false;
            awake.signalAll();
        } finally {
            lock.unlock();
        }
        port.close();
    }

    @Override
    public <T> T transaction(Work<T> work) {
        if (out || !isAwake()) {
            throw new StoreUnavailableException("the store is away", null);
        }
        return port.transaction(work);
    }

    @Override
    public void listen(StoreEar ear) {
        if (out) {
            throw new StoreUnavailableException("the store is away", null);
        }
        port.listen(new StoreEar() {
            @Override
            public void told(byte[] what) {
                if (isAwake()) {
                    ear.told(what);
                }
            }

            @Override
            public void broken() {
                if (isAwake()) {
                    ear.broken();
                }
            }
        });
    }

    /** Waits for the end of a pause; false for the dead. */
    private boolean isAwake() {
        lock.lock();
        try {
            while (paused) {
                awake.awaitUninterruptibly();
            }
            return !dead;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        port.close();
    }
}
