package dev.parlance.tck.transport;

import dev.parlance.ChatEngine;
import dev.parlance.transport.CloseReason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** T8 and T9: one that has gone is taken for there, or one that is there for gone. */
enum WrongDepartures implements WrongTransport {
    DOES_NOT_HEAR_A_GOODBYE("required_t8_whoSaysGoodbyeHasGone") {
        @Override
        public ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
            return withConnections(engine, bounds, transport -> new MemoryConnection(transport) {
                @Override
                void goodbye() {
                    line.end(true, 1000);
                }
            });
        }
    },
    DOES_NOT_SEE_WHO_IS_GONE("required_t8_whoIsGoneWithoutAWordHasGone") {
        @Override
        public ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
            return new FaultyTransport(this, engine, bounds) {
                @Override
                void gone(MemoryConnection connection) {
                    connection.line.end(true, 0);
                }

                @Override
                MemoryConnection connection() {
                    return new MemoryConnection(this) {
                        @Override
                        void silent() {}
                    };
                }
            };
        }
    },
    WAITS_FOR_THE_PEER_TO_CLOSE_TOO("required_t8_whomTheEngineClosesHasGoneThoughItsPeerNeverAnswers") {
        @Override
        public ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
            return withConnections(engine, bounds, transport -> new MemoryConnection(transport) {
                @Override
                public void close(CloseReason reason) {
                    if (answersClose) {
                        super.close(reason);
                    }
                }

                @Override
                void silent() {
                    // it waits for the answer to its close
                }
            });
        }
    },
    LOSES_SIGHT_OF_STRANGERS("required_t8_whoDidNotEvenSayWhoItIsHasGone") {
        @Override
        public ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
            return withConnections(engine, bounds, transport -> new MemoryConnection(transport) {
                private boolean known;

                @Override
                public void authenticated() {
                    known = true;
                }

                @Override
                void end(boolean mayComeBack, int code) {
                    if (known) {
                        super.end(mayComeBack, code);
                    }
                }
            });
        }
    },
    LETS_IN_AFTER_THE_STOP("required_t8_whoComesWhenTheEngineHasStoppedIsTurnedAway") {
        @Override
        public @Nullable CloseReason said(CloseReason reason) {
            return null;
        }
    },
    REMEMBERS_EVERY_CONNECTION("required_t8_ofConnectionsThatCameAndWentNothingIsLeft") {
        @Override
        public ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
            return new FaultyTransport(this, engine, bounds) {
                private final List<TransportClient> ever = new ArrayList<>();

                @Override
                public TransportClient connect() {
                    ever.add(super.connect());
                    return ever.get(ever.size() - 1);
                }

                @Override
                public int connections() {
                    return ever.size();
                }
            };
        }
    },
    STOPS_WITHOUT_A_WORD("required_t8_aTransportThatStopsEndsItsSessionsAndItsThreads") {
        @Override
        public ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
            return new FaultyTransport(this, engine, bounds) {
                @Override
                public void close() {
                    lane.shutdownNow();
                }
            };
        }
    },
    TAKES_A_PONG_FOR_NOTHING("required_t9_whoAsksForNothingButAnswersHeartbeatsStays") {
        @Override
        public ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
            return withConnections(engine, bounds, transport -> new MemoryConnection(transport) {
                @Override
                void pong() {}
            });
        }
    },
    WAITS_FOR_THE_SILENT("required_t9_whoIsSilentForTooLongIsTakenForGoneAndMayComeBack") {
        @Override
        public ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
            return withConnections(engine, bounds, transport -> new MemoryConnection(transport) {
                @Override
                void silent() {}
            });
        }
    };

    private final String test;

    WrongDepartures(String test) {
        this.test = test;
    }

    @Override
    public String test() {
        return test;
    }
}
