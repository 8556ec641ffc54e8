package dev.parlance.tck;

import dev.parlance.broker.store.StoreEar;
import dev.parlance.broker.store.StorePort;
import dev.parlance.broker.store.StoreTransaction;
import dev.parlance.broker.store.StoreUnavailableException;
import dev.parlance.broker.store.UnsureCommitException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** P7 to P10: a line that broke, a commit that is unsure, a port that was closed, a store that fell back: each without the word that is due. */
final class WrongEnds {
    private static final AtomicInteger PORTS = new AtomicInteger();

    private WrongEnds() {}

    static Stream<WrongPort> ports() {
        return Stream.of(
                new WrongPort(
                        "does not say that its line broke",
                        "optional_p7_aBrokenLineIsToldAndHearsAgain",
                        "p7",
                        SaysNothingOfABreak::new),
                new WrongPort(
                        "wraps what the work throws",
                        "required_p8_whatTheWorkThrowsComesOutUnchanged",
                        "p1|p3|p8",
                        WrapsWhatIsThrown::new),
                new WrongPort(
                        "calls what is unsure undone",
                        "optional_p8_aCommitWhoseAnswerIsLostIsUnsureThoughItTookEffect",
                        "p8",
                        CallsTheUnsureUndone::new),
                new WrongPort(
                        "calls what is unsure done",
                        "optional_p8_aCommitWhoseAnswerIsLostIsUnsureAndMayNotHaveTakenEffect",
                        "p8",
                        CallsTheUnsureDone::new),
                new WrongPort(
                        "does not end",
                        "required_p9_aClosedPortDoesNothingAndHearsNothing",
                        "p9",
                        sound -> new ForwardingPort(sound) {
                            @Override
                            public void close() {}
                        }),
                new WrongPort(
                        "listens though it is closed",
                        "required_p9_aPortThatIsClosedNeverBeginsToListen",
                        "p9",
                        sound -> new ForwardingPort(sound) {
                            @Override
                            public void listen(StoreEar ear) {
                                try {
                                    super.listen(ear);
                                } catch (StoreUnavailableException e) {
                                    // hears nothing, and does not say so
                                }
                            }
                        }),
                WrongPort.of(
                        "is always of one generation",
                        "optional_p10_aStoreThatFellBackIsOfAGenerationThatItNeverHad",
                        "p10",
                        given -> generation(given, "one")),
                new WrongPort(
                        "each node has a generation",
                        "required_p10_theGenerationIsOneOverAllPortsAndStays",
                        "p10",
                        port -> {
                            String own = "port " + PORTS.incrementAndGet();
                            return new ForwardingPort(port) {
                                @Override
                                StoreTransaction wrong(StoreTransaction transaction) {
                                    return generation(transaction, own);
                                }
                            };
                        }),
                WrongPort.of(
                        "has no generation",
                        "required_p10_theGenerationIsOneOverAllPortsAndStays",
                        "p10",
                        given -> generation(given, "")));
    }

    private static StoreTransaction generation(StoreTransaction given, String wrong) {
        return new ForwardingPort.Transaction(given) {
            @Override
            public String generation() {
                return wrong;
            }
        };
    }

    private static final class SaysNothingOfABreak extends ForwardingPort {
        SaysNothingOfABreak(StorePort sound) {
            super(sound);
        }

        @Override
        public void listen(StoreEar ear) {
            sound.listen(new Ear(ear) {
                @Override
                public void broken() {}
            });
        }
    }

    private static final class WrapsWhatIsThrown extends ForwardingPort {
        WrapsWhatIsThrown(StorePort sound) {
            super(sound);
        }

        @Override
        public <T> T transaction(Work<T> work) {
            try {
                return sound.transaction(work);
            } catch (IllegalArgumentException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final class CallsTheUnsureUndone extends ForwardingPort {
        CallsTheUnsureUndone(StorePort sound) {
            super(sound);
        }

        @Override
        public <T> T transaction(Work<T> work) {
            try {
                return sound.transaction(work);
            } catch (UnsureCommitException e) {
                throw new StoreUnavailableException("undone", e);
            }
        }
    }

    private static final class CallsTheUnsureDone extends ForwardingPort {
        CallsTheUnsureDone(StorePort sound) {
            super(sound);
        }

        @Override
        public <T> T transaction(Work<T> work) {
            AtomicReference<T> result = new AtomicReference<>();
            try {
                return sound.transaction(transaction -> {
                    result.set(work.in(transaction));
                    return result.get();
                });
            } catch (UnsureCommitException e) {
                return result.get();
            }
        }
    }
}
