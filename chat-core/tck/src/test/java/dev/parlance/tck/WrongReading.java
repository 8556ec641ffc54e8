package dev.parlance.tck;

import dev.parlance.broker.store.StoreTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** P4 to P6: what is read is not what was written, not in its order, or not of its time. */
final class WrongReading {
    private WrongReading() {}

    static Stream<WrongPort> ports() {
        Map<String, Instant> ends = new ConcurrentHashMap<>();
        return Stream.of(
                WrongPort.of(
                        "does not see its own work",
                        "required_p4_aTransactionSeesWhatItDid",
                        "p4",
                        SeesTheStateBefore::new),
                WrongPort.of(
                        "takes what is empty for nothing",
                        "required_p4_anyBytesComeBackAsTheyWere",
                        "p4",
                        NothingForEmpty::new),
                scan(
                        "a scan has the end of its range",
                        "required_p5_aScanKeepsOrderAndBounds",
                        (sound, range) -> sound.scan(range.from, range.to + " ", range.limit, range.backwards)),
                scan(
                        "a scan finds more than it was asked for",
                        "required_p5_aScanKeepsOrderAndBounds",
                        (sound, range) -> sound.scan(range.from, range.to, range.limit + 1, range.backwards)),
                scan(
                        "a scan backwards begins at the least",
                        "required_p5_aScanKeepsOrderAndBounds",
                        (sound, range) -> sound.scan(range.from, range.to, range.limit, false)),
                scan(
                        "keys are ordered as in a dictionary",
                        "required_p5_keysAreOrderedByTheirCharactersInAscii",
                        (sound, range) -> sound.scan(range.from, range.to, range.limit, range.backwards).stream()
                                .sorted(Comparator.comparing(
                                        StoreTransaction.Entry::key, String.CASE_INSENSITIVE_ORDER))
                                .toList()),
                WrongPort.of("nothing ends", "required_p6_whatHadATimeIsGoneWhenThatHasPassed", "p6", NothingEnds::new),
                WrongPort.of(
                        "a scan finds what has ended",
                        "required_p6_whatHadATimeIsGoneWhenThatHasPassed",
                        "p6",
                        sound -> new ScansWhatHasEnded(sound, ends)),
                WrongPort.of(
                        "what has ended is in the way",
                        "required_p6_whatHadATimeCanBeKeptAnewOnceThatHasPassed",
                        "p6",
                        sound -> new EndsForEver(sound, ends)),
                new WrongPort("each node has a clock", "required_p6_allPortsHaveOneClockThatMovesOn", "p6", port -> {
                    Duration wrong = Duration.ofMinutes(CLOCKS.incrementAndGet());
                    return new ForwardingPort(port) {
                        @Override
                        StoreTransaction wrong(StoreTransaction transaction) {
                            return new Transaction(transaction) {
                                @Override
                                public Instant now() {
                                    return super.now().minus(wrong);
                                }
                            };
                        }
                    };
                }));
    }

    private static final AtomicInteger CLOCKS = new AtomicInteger();

    private record Range(String from, String to, int limit, boolean backwards) {}

    private interface Scan {
        List<StoreTransaction.Entry> of(StoreTransaction sound, Range range);
    }

    private static WrongPort scan(String fault, String test, Scan scan) {
        return WrongPort.of(fault, test, "p4|p5", given -> new ForwardingPort.Transaction(given) {
            @Override
            public List<Entry> scan(String from, String to, int limit, boolean backwards) {
                return scan.of(sound, new Range(from, to, limit, backwards));
            }
        });
    }

    private static final class SeesTheStateBefore extends ForwardingPort.Transaction {
        private final Map<String, byte @Nullable []> before = new HashMap<>();

        SeesTheStateBefore(StoreTransaction sound) {
            super(sound);
        }

        @Override
        public void put(String key, byte[] value, @Nullable Instant until) {
            before.putIfAbsent(key, super.get(key));
            super.put(key, value, until);
        }

        @Override
        public byte @Nullable [] get(String key) {
            return before.containsKey(key) ? before.get(key) : super.get(key);
        }
    }

    private static final class NothingForEmpty extends ForwardingPort.Transaction {
        NothingForEmpty(StoreTransaction sound) {
            super(sound);
        }

        @Override
        public byte @Nullable [] get(String key) {
            byte[] value = super.get(key);
            return Arrays.equals(value, new byte[0]) ? null : value;
        }
    }

    private static final class NothingEnds extends ForwardingPort.Transaction {
        NothingEnds(StoreTransaction sound) {
            super(sound);
        }

        @Override
        public void put(String key, byte[] value, @Nullable Instant until) {
            super.put(key, value, null);
        }
    }

    private static class ScansWhatHasEnded extends ForwardingPort.Transaction {
        final Map<String, Instant> ends;

        ScansWhatHasEnded(StoreTransaction sound, Map<String, Instant> ends) {
            super(sound);
            this.ends = ends;
        }

        @Override
        public void put(String key, byte[] value, @Nullable Instant until) {
            if (until == null) {
                ends.remove(key);
            } else {
                ends.put(key, until);
            }
            super.put(key, value, null);
        }

        @Override
        public byte @Nullable [] get(String key) {
            Instant end = ends.get(key);
            return end == null || end.isAfter(now()) ? super.get(key) : null;
        }
    }

    private static final class EndsForEver extends ForwardingPort.Transaction {
        private final Map<String, Instant> ends;

        EndsForEver(StoreTransaction sound, Map<String, Instant> ends) {
            super(sound);
            this.ends = ends;
        }

        @Override
        public void put(String key, byte[] value, @Nullable Instant until) {
            Instant end = ends.get(key);
            if (end != null && !end.isAfter(now())) {
                return;
            }
            if (until != null) {
                ends.put(key, until);
            }
            super.put(key, value, until);
        }
    }
}
