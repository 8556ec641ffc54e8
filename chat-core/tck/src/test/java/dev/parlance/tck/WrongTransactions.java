package dev.parlance.tck;

import dev.parlance.broker.store.StorePort;
import dev.parlance.broker.store.StoreTransaction;
import dev.parlance.broker.store.StoreUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** P1 and P3: transactions that take effect by halves, and locks that do not hold. */
final class WrongTransactions {
    private static final String FAILED = "required_p1_aTransactionThatFailsLeavesNothingAndTellsNothing";

    private WrongTransactions() {}

    static Stream<WrongPort> ports() {
        Set<String> leftLocked = ConcurrentHashMap.newKeySet();
        return Stream.of(
                new WrongPort("leaves what a failed transaction wrote", FAILED, "p1|p8", LeavesWhatFailed::new),
                new WrongPort("tells before it commits", FAILED, "p1", TellsAtOnce::new),
                WrongPort.of(
                        "keeps the first write of several",
                        "required_p1_allOfATransactionIsSeenByAnotherPortOnceItHasEnded",
                        "p1|p4|p6",
                        KeepsTheFirstWrite::new),
                new WrongPort(
                        "locks nothing", "required_p3_whoCountsUnderALockMissesNothing", "p2|p3|p4", LocksNothing::new),
                WrongPort.of(
                        "a lock that is held cannot be taken again",
                        "required_p3_aLockThatIsHeldCanBeTakenAgainAndEndsWithTheTransaction",
                        "p3",
                        LocksOnce::new),
                new WrongPort(
                        "a lock outlives a transaction that failed",
                        "required_p3_aLockEndsWithATransactionThatFailsToo",
                        "p3",
                        sound -> new StaysLocked(sound, leftLocked)));
    }

    private static final class LeavesWhatFailed extends ForwardingPort {
        LeavesWhatFailed(StorePort sound) {
            super(sound);
        }

        @Override
        public <T> T transaction(Work<T> work) {
            Collected collected = new Collected(sound);
            try {
                return sound.transaction(transaction -> work.in(new Transaction(transaction) {
                    @Override
                    public void put(String key, byte[] value, @Nullable Instant until) {
                        super.put(key, value, until);
                        collected.put(key, value, until);
                    }
                }));
            } catch (RuntimeException e) {
                collected.write();
                throw e;
            }
        }
    }

    private static final class TellsAtOnce extends ForwardingPort {
        TellsAtOnce(StorePort sound) {
            super(sound);
        }

        @Override
        StoreTransaction wrong(StoreTransaction transaction) {
            return new Transaction(transaction) {
                @Override
                public void tell(byte[] what) {
                    Collected alone = new Collected(TellsAtOnce.this.sound);
                    alone.tell(what);
                    alone.write();
                }
            };
        }
    }

    private static final class KeepsTheFirstWrite extends ForwardingPort.Transaction {
        private boolean written;

        KeepsTheFirstWrite(StoreTransaction sound) {
            super(sound);
        }

        @Override
        public void put(String key, byte[] value, @Nullable Instant until) {
            if (!written) {
                super.put(key, value, until);
            }
            written = true;
        }
    }

    private static final class LocksNothing extends ForwardingPort {
        LocksNothing(StorePort sound) {
            super(sound);
        }

        @Override
        public <T> T transaction(Work<T> work) {
            Collected collected = new Collected(sound);
            T result = work.in(collected);
            Pause.of(100_000); // while others read what is changed now
            collected.write();
            return result;
        }
    }

    private static final class LocksOnce extends ForwardingPort.Transaction {
        private final Set<String> held = new HashSet<>();

        LocksOnce(StoreTransaction sound) {
            super(sound);
        }

        @Override
        public void lock(String name) {
            if (!held.add(name)) {
                throw new StoreUnavailableException("waited for a lock in vain", null);
            }
        }
    }

    private static final class StaysLocked extends ForwardingPort {
        private final Set<String> leftLocked;

        StaysLocked(StorePort sound, Set<String> leftLocked) {
            super(sound);
            this.leftLocked = leftLocked;
        }

        @Override
        public <T> T transaction(Work<T> work) {
            Set<String> held = new HashSet<>();
            try {
                return sound.transaction(transaction -> work.in(new Transaction(transaction) {
                    @Override
                    public void lock(String name) {
                        held.add(name);
                        if (leftLocked.contains(name)) {
                            throw new StoreUnavailableException("waited for a lock in vain", null);
                        }
                    }
                }));
            } catch (RuntimeException e) {
                leftLocked.addAll(held);
                throw e;
            }
        }
    }

    /** Reads in transactions of their own, and writes in one of its own. */
    private static final class Collected implements StoreTransaction {
        private final StorePort port;
        private final List<Consumer<StoreTransaction>> writes = new ArrayList<>();

        Collected(StorePort port) {
            this.port = port;
        }

        void write() {
            port.transaction(transaction -> {
                writes.forEach(each -> each.accept(transaction));
                return writes;
            });
        }

        @Override
        public void lock(String name) {}

        @Override
        public byte @Nullable [] get(String key) {
            return port.transaction(transaction -> Optional.ofNullable(transaction.get(key)))
                    .orElse(null);
        }

        @Override
        public void put(String key, byte[] value, @Nullable Instant until) {
            writes.add(transaction -> transaction.put(key, value, until));
        }

        @Override
        public void delete(String key) {
            writes.add(transaction -> transaction.delete(key));
        }

        @Override
        public List<Entry> scan(String from, String to, int limit, boolean backwards) {
            return port.transaction(transaction -> transaction.scan(from, to, limit, backwards));
        }

        @Override
        public void tell(byte[] what) {
            writes.add(transaction -> transaction.tell(what));
        }

        @Override
        public Instant now() {
            return port.transaction(StoreTransaction::now);
        }

        @Override
        public String generation() {
            return port.transaction(StoreTransaction::generation);
        }
    }
}
