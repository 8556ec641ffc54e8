package dev.parlance.tck;

import dev.parlance.broker.store.StoreEar;
import dev.parlance.broker.store.StorePort;
import dev.parlance.broker.store.StoreTransaction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** P2: what is told is not heard as it was told, in its order, by all. */
final class WrongTelling {
    private WrongTelling() {}

    static Stream<WrongPort> ports() {
        return Stream.of(
                WrongPort.of(
                        "tells of equal things one",
                        "required_p2_equalThingsAreHeardAsOftenAsTheyWereTold",
                        "p2",
                        TellsOfEqualThingsOne::new),
                telling(
                        "cuts what is long",
                        "required_p2_shortAndLongArriveWholeAndInTheirOrder",
                        what -> Arrays.copyOf(what, Math.min(what.length, 8_000))),
                telling(
                        "tells texts alone",
                        "required_p2_anyByteCanBeTold",
                        what -> new String(what, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8)),
                new WrongPort(
                        "does not hear itself",
                        "required_p2_everyPortHearsWhatWasToldOnceAndInTheOrderTold",
                        ".*",
                        IsDeafToItself::new),
                new WrongPort(
                        "tells once it has committed",
                        "required_p2_allHearOneOrderThatIsTheOrderOfTheCommits",
                        "p2",
                        TellsOnceCommitted::new),
                new WrongPort(
                        "tells newcomers what was told last",
                        "required_p2_whatWasToldBeforeListeningIsNotHeard",
                        "p1|p2|p7|p9",
                        remembering()));
    }

    private interface Distortion {
        byte[] of(byte[] what);
    }

    private static WrongPort telling(String fault, String test, Distortion distortion) {
        return WrongPort.of(fault, test, "p2", given -> new ForwardingPort.Transaction(given) {
            @Override
            public void tell(byte[] what) {
                super.tell(distortion.of(what));
            }
        });
    }

    private static final class TellsOfEqualThingsOne extends ForwardingPort.Transaction {
        private final Set<String> told = new HashSet<>();

        TellsOfEqualThingsOne(StoreTransaction sound) {
            super(sound);
        }

        @Override
        public void tell(byte[] what) {
            if (told.add(Arrays.toString(what))) {
                super.tell(what);
            }
        }
    }

    private static final class IsDeafToItself extends ForwardingPort {
        private final Set<String> own = ConcurrentHashMap.newKeySet();

        IsDeafToItself(StorePort sound) {
            super(sound);
        }

        @Override
        StoreTransaction wrong(StoreTransaction transaction) {
            return new Transaction(transaction) {
                @Override
                public void tell(byte[] what) {
                    own.add(Arrays.toString(what));
                    super.tell(what);
                }
            };
        }

        @Override
        public void listen(StoreEar ear) {
            sound.listen(new Ear(ear) {
                @Override
                public void told(byte[] what) {
                    if (!own.contains(Arrays.toString(what))) {
                        super.told(what);
                    }
                }
            });
        }
    }

    private static final class TellsOnceCommitted extends ForwardingPort {
        TellsOnceCommitted(StorePort sound) {
            super(sound);
        }

        @Override
        public <T> T transaction(Work<T> work) {
            List<byte[]> told = new ArrayList<>();
            T result = sound.transaction(transaction -> work.in(new Transaction(transaction) {
                @Override
                public void tell(byte[] what) {
                    told.add(what);
                }
            }));
            Pause.of(told.hashCode() % 2 == 0 ? 200_000 : 1); // others commit and tell meanwhile
            return sound.transaction(transaction -> {
                told.forEach(transaction::tell);
                return result;
            });
        }
    }

    private static UnaryOperator<StorePort> remembering() {
        AtomicReference<byte[]> last = new AtomicReference<>();
        return port -> new ForwardingPort(port) {
            @Override
            StoreTransaction wrong(StoreTransaction transaction) {
                return new Transaction(transaction) {
                    @Override
                    public void tell(byte[] what) {
                        last.set(what);
                        super.tell(what);
                    }
                };
            }

            @Override
            public void listen(StoreEar ear) {
                byte[] before = last.get();
                if (before != null) {
                    ear.told(before);
                }
                super.listen(ear);
            }
        };
    }
}
