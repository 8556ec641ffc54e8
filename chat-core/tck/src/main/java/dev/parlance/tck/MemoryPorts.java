package dev.parlance.tck;

import dev.parlance.broker.store.StoreEar;
import dev.parlance.broker.store.StorePort;
import dev.parlance.broker.store.StoreTransaction;
import dev.parlance.broker.store.StoreUnavailableException;
import dev.parlance.broker.store.UnsureCommitException;
import dev.parlance.tck.ports.MemoryLine;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store in memory and its ports: the model of a port, to read before one is written and to test with. One transaction runs at a time, which is the simplest way to keep the contract: a
 * lock is then held by whoever runs. Safe for use by many threads.
 */
public final class MemoryPorts {
    private static final class Row {
        final byte[] value;
        final @Nullable Instant until;

        Row(byte[] value, @Nullable Instant until) {
            this.value = value;
            this.until = until;
        }
    }

    private enum Fault {
        NONE,
        LOST_BEFORE_COMMIT,
        LOST_AFTER_COMMIT
    }

    private final InstantSource clock;
    private final ReentrantLock running = new ReentrantLock();
    private final NavigableMap<String, Row> rows = new TreeMap<>();
    private final List<MemoryLine> lines = new ArrayList<>();
    private int falls;

    /**
     * Makes an empty store.
     *
     * @param clock the one of {@code now}
     */
    public MemoryPorts(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Makes a port over this store.
     *
     * @return the port of another node
     */
    public StorePort newPort() {
        return new MemoryPort();
    }

    /**
     * Breaks the line over which a port hears: what is told next is lost.
     *
     * @param port one of this store
     */
    public void breakLine(StorePort port) {
        running.lock();
        try {
            MemoryLine line = ((MemoryPort) port).line;
            if (line != null) {
                line.cut();
            }
        } finally {
            running.unlock();
        }
    }

    /**
     * Loses the answer to the next commit of a port.
     *
     * @param port one of this store
     * @param committed whether it takes effect all the same
     */
    public void loseNextAnswer(StorePort port, boolean committed) {
        ((MemoryPort) port).fault = committed ? Fault.LOST_AFTER_COMMIT : Fault.LOST_BEFORE_COMMIT;
    }

    /**
     * Remembers all that the store holds now.
     *
     * @return takes the store back to this moment; it is of another generation then
     */
    public Runnable snapshot() {
        NavigableMap<String, Row> held = running(() -> new TreeMap<>(rows));
        return () -> running(() -> {
            rows.clear();
            rows.putAll(held);
            falls++;
            return held;
        });
    }

    private <T> T running(Supplier<T> work) {
        running.lock();
        try {
            return work.get();
        } finally {
            running.unlock();
        }
    }

    private final class MemoryPort implements StorePort {
        private volatile Fault fault = Fault.NONE;
        private volatile boolean closed;
        private @Nullable MemoryLine line;

        @Override
        public <T> T transaction(Work<T> work) {
            running.lock();
            try {
                if (closed) {
                    throw new StoreUnavailableException("the port is closed", null);
                }
                MemoryTransaction transaction = new MemoryTransaction();
                try {
                    T result = work.in(transaction);
                    commit(transaction);
                    return result;
                } finally {
                    transaction.end();
                }
            } finally {
                running.unlock();
            }
        }

        private void commit(MemoryTransaction transaction) {
            Fault met = fault;
            fault = Fault.NONE;
            if (met == Fault.LOST_BEFORE_COMMIT) {
                throw new UnsureCommitException("the answer is lost", null);
            }
            transaction.commit();
            if (met == Fault.LOST_AFTER_COMMIT) {
                throw new UnsureCommitException("the answer is lost", null);
            }
        }

        @Override
        public void listen(StoreEar ear) {
            running.lock();
            try {
                if (closed || line != null) {
                    throw new StoreUnavailableException("a port listens once, before it is closed", null);
                }
                line = new MemoryLine(ear);
                lines.add(line);
            } finally {
                running.unlock();
            }
        }

        @Override
        public void close() {
            MemoryLine ended;
            running.lock();
            try {
                closed = true;
                ended = line;
                lines.remove(ended);
            } finally {
                running.unlock();
            }
            if (ended != null) {
                ended.close();
            }
        }
    }

    /** Changes the rows at once, and changes them back unless it is committed: nobody else looks meanwhile. */
    private final class MemoryTransaction implements StoreTransaction {
        private final List<Runnable> undo = new ArrayList<>();
        private final List<byte[]> told = new ArrayList<>();

        void commit() {
            undo.clear();
            told.forEach(what -> lines.forEach(line -> line.tell(what)));
        }

        void end() {
            for (int i = undo.size() - 1; i >= 0; i--) {
                undo.get(i).run();
            }
        }

        @Override
        public void lock(String name) {
            // held since this transaction began
        }

        @Override
        public byte @Nullable [] get(String key) {
            Row row = rows.get(key);
            return row == null || isOver(row) ? null : row.value.clone();
        }

        @Override
        public void put(String key, byte[] value, @Nullable Instant until) {
            set(key, new Row(value.clone(), until));
        }

        @Override
        public void delete(String key) {
            set(key, null);
        }

        private void set(String key, @Nullable Row row) {
            Row before = rows.get(key);
            undo.add(() -> replace(key, before));
            replace(key, row);
        }

        private void replace(String key, @Nullable Row row) {
            if (row == null) {
                rows.remove(key);
            } else {
                rows.put(key, row);
            }
        }

        @Override
        public List<Entry> scan(String from, String to, int limit, boolean backwards) {
            NavigableMap<String, Row> range = rows.subMap(from, true, to, false);
            return (backwards ? range.descendingMap() : range)
                    .entrySet().stream()
                            .filter(each -> !isOver(each.getValue()))
                            .limit(limit)
                            .map(each -> new Entry(
                                    each.getKey(), each.getValue().value.clone()))
                            .toList();
        }

        private boolean isOver(Row row) {
            Instant until = row.until;
            return until != null && !until.isAfter(now());
        }

        @Override
        public void tell(byte[] what) {
            told.add(what.clone());
        }

        @Override
        public Instant now() {
            return clock.instant();
        }

        @Override
        public String generation() {
            return "memory-" + falls;
        }
    }
}
