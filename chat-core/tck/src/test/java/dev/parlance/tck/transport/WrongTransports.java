package dev.parlance.tck.transport;

import dev.parlance.ChatEngine;
import dev.parlance.model.ChatException;
import dev.parlance.model.RoomId;
import dev.parlance.transport.ChatConnection;
import dev.parlance.transport.ChatSession;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.CloseReason;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FrameBatch;
import dev.parlance.transport.FrameEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Transports with one fault each, with the test that must notice. */
enum WrongTransports {
    SWAPS_EVERY_OTHER_REQUEST("required_t1_whatAClientAsksForTakesEffectInTheOrderInWhichItAsked") {
        @Override
        ChatSession called(ChatSession sound) {
            return new ForwardingSession(sound) {
                private @Nullable Runnable later;

                @Override
                public void receive(ClientCommand command, long requestId) {
                    if (later != null) {
                        Runnable before = later;
                        later = null;
                        super.receive(command, requestId);
                        before.run();
                    } else if (command instanceof ClientCommand.Send) {
                        later = () -> super.receive(command, requestId);
                    } else {
                        super.receive(command, requestId);
                    }
                }
            };
        }
    },
    WAITS_IN_SEND("required_t2_whileOneDoesNotReadTheOthersHearEverythingAndAreAnswered") {
        @Override
        ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
            return new Faulty(this, engine, bounds) {
                @Override
                MemoryConnection connection() {
                    return new MemoryConnection(this) {
                        @Override
                        public void send(EncodedFrame frame) {
                            line.awaitRoom();
                            super.send(frame);
                        }
                    };
                }
            };
        }
    },
    SENDS_A_ROUND_BACKWARDS("required_t3_whatARoomHearsComesToEachInTheOrderOfItsLogAndOnce") {
        @Override
        ChatConnection shown(ChatConnection sound) {
            return new ForwardingConnection(sound) {
                @Override
                public void send(FrameBatch batch) {
                    for (int i = batch.count() - 1; i >= 0; i--) {
                        send(batch.frame(i));
                    }
                }
            };
        }
    },
    SAYS_EVERYTHING_TWICE("required_t3_everyRequestThatWantsAnAnswerGetsOneUnderItsOwnId") {
        @Override
        ChatConnection shown(ChatConnection sound) {
            return new ForwardingConnection(sound) {
                @Override
                public void send(EncodedFrame frame) {
                    super.send(frame);
                    super.send(frame);
                }
            };
        }
    },
    CUTS_REQUEST_IDS("required_t3_everyRequestThatWantsAnAnswerGetsOneUnderItsOwnId") {
        @Override
        ChatSession called(ChatSession sound) {
            return new ForwardingSession(sound) {
                @Override
                public void receive(ClientCommand command, long requestId) {
                    super.receive(command, requestId == NO_REPLY ? requestId : requestId & 0xffff);
                }
            };
        }
    },
    KNOWS_ASCII_ALONE("required_t3_textsArriveAsTheyWereSent") {
        @Override
        ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
            return new Faulty(this, engine, bounds) {
                @Override
                FrameEncoder encoder() {
                    return new TellingEncoder(StandardCharsets.US_ASCII);
                }
            };
        }
    },
    KEEPS_EVERYTHING_FOR_A_SLOW_READER(
            "required_t4_oneThatDoesNotReadIsClosedAsASlowConsumerAndNothingIsMissingBefore") {
        @Override
        ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
            return withConnections(engine, bounds, transport -> new MemoryConnection(transport) {
                @Override
                public void send(EncodedFrame frame) {
                    line.put(frame);
                }
            });
        }
    },
    LOSES_EVERY_FIFTIETH_FRAME("required_t3_whatARoomHearsComesToEachInTheOrderOfItsLogAndOnce") {
        @Override
        ChatConnection shown(ChatConnection sound) {
            return new ForwardingConnection(sound) {
                private int sent;

                @Override
                public void send(EncodedFrame frame) {
                    if (++sent % 50 > 0) {
                        super.send(frame);
                    }
                }
            };
        }
    },
    TAKES_ONE_WHO_WAITS_FOR_SLOW("required_t4_oneThatReadsLateButWithinTheBoundMissesNothing") {
        @Override
        ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
            return withConnections(engine, bounds, transport -> new MemoryConnection(transport) {
                private int unread;

                @Override
                void flush() {
                    unread = 0;
                    super.flush();
                }

                @Override
                public void send(EncodedFrame frame) {
                    unread += frame.size();
                    if (unread > 100_000) {
                        slow();
                    } else {
                        super.send(frame);
                    }
                }
            });
        }
    },
    NEVER_SAYS_THAT_IT_HAS_CAUGHT_UP("optional_t5_whoHasCaughtUpIsToldOfOneGapForAllThatWasShedAndHearsOn") {
        @Override
        ChatSession called(ChatSession sound) {
            return new ForwardingSession(sound) {
                @Override
                public void caughtUp() {}
            };
        }
    },
    SAYS_THAT_IT_HAS_CAUGHT_UP_EACH_TIME("required_t5_whoKeepsUpIsToldOfNoGap") {
        @Override
        ChatSession called(ChatSession sound) {
            return new ForwardingSession(sound) {
                @Override
                public void writable() {
                    super.caughtUp();
                    super.writable();
                }
            };
        }
    },
    NEVER_SAYS_THAT_IT_IS_WRITABLE("optional_t6_whoeverAsksForMoreThanItReadsGetsItAllAsSoonAsItReads") {
        @Override
        ChatSession called(ChatSession sound) {
            return new ForwardingSession(sound) {
                @Override
                public void writable() {}
            };
        }
    },
    CLAIMS_TO_BE_WRITABLE("optional_t6_whoeverAsksForMoreThanItReadsGetsItAllAsSoonAsItReads") {
        @Override
        ChatConnection shown(ChatConnection sound) {
            return new ForwardingConnection(sound) {
                @Override
                public boolean isWritable() {
                    return true;
                }
            };
        }
    },
    HAS_NO_ROOM_FOR_A_LONG_ANSWER("required_t6_anAnswerMayBeLongerThanTheOutbox") {
        @Override
        ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
            return withConnections(engine, bounds, transport -> new MemoryConnection(transport) {
                @Override
                public void send(EncodedFrame frame) {
                    if (frame.size() > bounds.outboxBytes()) {
                        slow();
                    } else {
                        super.send(frame);
                    }
                }
            });
        }
    },
    IS_SILENT_ABOUT_A_STOP(
            "required_t7_whenTheServerStopsOneMayComeBack", reason -> reason == CloseReason.SHUTDOWN ? null : reason),
    LETS_THE_SENT_AWAY_COME_BACK(
            "required_t7_whomTheHostSendsAwayStaysAwayAndHearsBeforeWhatWasSentBefore",
            reason -> CloseReason.SERVER_FAULT),
    FORGETS_WHAT_CAME_BEFORE_A_CLOSE("required_t7_whomTheHostSendsAwayStaysAwayAndHearsBeforeWhatWasSentBefore") {
        @Override
        ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
            return withConnections(engine, bounds, transport -> new MemoryConnection(transport) {
                @Override
                public void close(CloseReason reason) {
                    line.clear();
                    super.close(reason);
                }
            });
        }
    },
    KEEPS_STRANGERS(
            "required_t7_whoDoesNotSayInTimeWhoItIsStaysAway",
            reason -> reason == CloseReason.NOT_AUTHENTICATED ? null : reason),
    LETS_THE_REFUSED_TRY_AGAIN(
            "required_t7_whoseCredentialsAreRefusedTooOftenStaysAwayAndIsToldSoBefore",
            reason -> reason == CloseReason.LOGIN_REFUSED ? CloseReason.OVERLOADED : reason),
    SENDS_AWAY_WHO_CAME_AT_A_BAD_TIME(
            "required_t7_whenTheServerHasTooMuchToDoOneMayComeBack",
            reason -> reason == CloseReason.OVERLOADED ? CloseReason.CLOSED_BY_HOST : reason),
    BLAMES_THE_CLIENT_FOR_A_FAULT(
            "required_t7_whenTheServerFailsOneMayComeBackAndTheOthersStay", reason -> CloseReason.CLOSED_BY_HOST),
    DOES_NOT_HEAR_A_GOODBYE("required_t8_whoSaysGoodbyeHasGone") {
        @Override
        ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
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
        ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
            return new Faulty(this, engine, bounds) {
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
        ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
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
        ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
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
    LETS_IN_AFTER_THE_STOP("required_t8_whoComesWhenTheEngineHasStoppedIsTurnedAway", reason -> null),
    REMEMBERS_EVERY_CONNECTION("required_t8_ofConnectionsThatCameAndWentNothingIsLeft") {
        @Override
        ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
            return new Faulty(this, engine, bounds) {
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
        ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
            return new Faulty(this, engine, bounds) {
                @Override
                public void close() {
                    lane.shutdownNow();
                }
            };
        }
    },
    TAKES_A_PONG_FOR_NOTHING("required_t9_whoAsksForNothingButAnswersHeartbeatsStays") {
        @Override
        ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
            return withConnections(engine, bounds, transport -> new MemoryConnection(transport) {
                @Override
                void pong() {}
            });
        }
    },
    WAITS_FOR_THE_SILENT("required_t9_whoIsSilentForTooLongIsTakenForGoneAndMayComeBack") {
        @Override
        ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
            return withConnections(engine, bounds, transport -> new MemoryConnection(transport) {
                @Override
                void silent() {}
            });
        }
    },
    TAKES_LITTLE("required_t10_aRequestWithinTheBoundIsTaken") {
        @Override
        ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
            return new Faulty(this, engine, bounds) {
                @Override
                boolean isTooLong(ClientCommand command) {
                    return command.bytes() > 10_000;
                }
            };
        }
    },
    TAKES_ANYTHING("required_t10_aRequestOverTheBoundNeverReachesTheEngineAndCostsItsClientAlone") {
        @Override
        ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
            return new Faulty(this, engine, bounds) {
                @Override
                boolean isTooLong(ClientCommand command) {
                    return false;
                }
            };
        }
    },
    ENDS_WHO_MAKES_A_MISTAKE("required_t11_whatIsNoRequestIsToldToItsClientAndIsNoReasonToEnd") {
        @Override
        ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
            return new Faulty(this, engine, bounds) {
                @Override
                void nonsense(MemoryConnection connection) {
                    connection.end(true, 1003);
                }
            };
        }
    },
    PASSES_OVER_NONSENSE("required_t11_whatIsNoRequestCountsAsOne") {
        @Override
        ChatSession called(ChatSession sound) {
            return new ForwardingSession(sound) {
                @Override
                public void refuse(
                        ChatException error, @Nullable String event, @Nullable RoomId roomId, long requestId) {}
            };
        }
    },
    ENDS_ALL_WITH_ONE("required_t12_whoBreaksTheProtocolEndsAlone") {
        @Override
        ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
            return new Faulty(this, engine, bounds) {
                @Override
                void broken(MemoryConnection connection) {
                    open.forEach(each -> each.end(true, 1002));
                }
            };
        }
    },
    STUMBLES_OVER_ONE_THAT_IS_GONE("required_t12_whoIsGoneWhileMuchIsSentCostsNobodyElseAnything") {
        @Override
        ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
            return new Faulty(this, engine, bounds) {
                @Override
                void gone(MemoryConnection connection) {
                    super.gone(connection);
                    open.forEach(each -> each.line.clear());
                    lane.shutdownNow();
                }
            };
        }
    },
    DOES_NOT_SAY_WHENCE("required_open_theAuthenticatorLearnsWhatTheClientSaidAndWhereItComesFrom") {
        @Override
        ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
            return new Faulty(this, engine, bounds) {
                @Override
                Map<String, String> attributes() {
                    return Map.of();
                }
            };
        }
    };

    private final String test;
    /** What is told for a reason to close; null for silence. */
    private final Function<CloseReason, @Nullable CloseReason> told;

    WrongTransports(String test) {
        this(test, reason -> reason);
    }

    WrongTransports(String test, Function<CloseReason, @Nullable CloseReason> told) {
        this.test = test;
        this.told = told;
    }

    String test() {
        return test;
    }

    ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
        return new Faulty(this, engine, bounds);
    }

    ServedTransport withConnections(ChatEngine engine, TransportBounds bounds, Connections connections) {
        return new Faulty(this, engine, bounds) {
            @Override
            MemoryConnection connection() {
                return connections.of(this);
            }
        };
    }

    ChatConnection shown(ChatConnection sound) {
        return new ForwardingConnection(sound) {
            @Override
            public void close(CloseReason reason) {
                CloseReason said = told.apply(reason);
                if (said != null) {
                    sound.close(said);
                }
            }
        };
    }

    ChatSession called(ChatSession sound) {
        return sound;
    }

    /** Makes connections. */
    interface Connections {
        MemoryConnection of(MemoryTransport transport);
    }

    /** The transport in memory, with the fault before and behind each of its connections. */
    private static class Faulty extends MemoryTransport {
        private final WrongTransports fault;

        Faulty(WrongTransports fault, ChatEngine engine, TransportBounds bounds) {
            super(engine, bounds);
            this.fault = fault;
        }

        @Override
        ChatConnection shown(ChatConnection sound) {
            return fault.shown(sound);
        }

        @Override
        ChatSession called(ChatSession sound) {
            return fault.called(sound);
        }
    }
}
