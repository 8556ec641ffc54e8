package dev.parlance.tck.transport;

import dev.parlance.ChatEngine;
import dev.parlance.transport.ChatConnection;
import dev.parlance.transport.ChatSession;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.EventFrame;
import dev.parlance.transport.FrameBatch;
import dev.parlance.transport.FrameEncoder;
import dev.parlance.transport.ServerEvent;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** T1 to T3, T13: what is asked for or told arrives in another order, not once, not as it was, or keeps others waiting. */
enum WrongDeliveries implements WrongTransport {
    SWAPS_EVERY_OTHER_REQUEST("required_t1_whatAClientAsksForTakesEffectInTheOrderInWhichItAsked") {
        @Override
        public ChatSession called(ChatSession sound) {
            return new ForwardingSession(sound) {
                private @Nullable Runnable later;

                @Override
                public void receive(ClientCommand command, long requestId, long bytes) {
                    if (later != null) {
                        Runnable before = later;
                        later = null;
                        super.receive(command, requestId, bytes);
                        before.run();
                    } else if (command instanceof ClientCommand.Send) {
                        later = () -> super.receive(command, requestId, bytes);
                    } else {
                        super.receive(command, requestId, bytes);
                    }
                }
            };
        }
    },
    WAITS_IN_SEND("required_t2_whileOneDoesNotReadTheOthersHearEverythingAndAreAnswered") {
        @Override
        public ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
            return new FaultyTransport(this, engine, bounds) {
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
        public ChatConnection shown(ChatConnection sound) {
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
        public ChatConnection shown(ChatConnection sound) {
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
        public ChatSession called(ChatSession sound) {
            return new ForwardingSession(sound) {
                @Override
                public void receive(ClientCommand command, long requestId, long bytes) {
                    super.receive(command, requestId == NO_REPLY ? requestId : requestId & 0xffff, bytes);
                }
            };
        }
    },
    KNOWS_ASCII_ALONE("required_t3_textsArriveAsTheyWereSent") {
        @Override
        public ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
            return new FaultyTransport(this, engine, bounds) {
                @Override
                FrameEncoder encoder() {
                    return new TellingEncoder(StandardCharsets.US_ASCII);
                }
            };
        }
    },
    SAYS_NOTHING_OF_REMOVALS("required_t13_whoIsTakenOutOfARoomIsToldHearsNoMoreOfItAndStaysConnected") {
        @Override
        public ChatConnection shown(ChatConnection sound) {
            return new ForwardingConnection(sound) {
                @Override
                public void send(EncodedFrame frame) {
                    if (!(frame instanceof EventFrame event) || event.type() != ServerEvent.RemovedFromRoom.class) {
                        super.send(frame);
                    }
                }
            };
        }
    },
    FORGETS_OF_WHICH_ROOM_A_FRAME_IS("optional_t13_whatWaitsOfARoomIsNotSentToOneThatWasTakenOutOfIt") {
        @Override
        public ChatConnection shown(ChatConnection sound) {
            return new ForwardingConnection(sound) {
                @Override
                public void send(EncodedFrame frame) {
                    byte[] bytes = frame.text().getBytes(StandardCharsets.UTF_8);
                    super.send(new EncodedFrame(bytes, 0, frame.priority()));
                }
            };
        }
    },
    LOSES_EVERY_FIFTIETH_FRAME("required_t3_whatARoomHearsComesToEachInTheOrderOfItsLogAndOnce") {
        @Override
        public ChatConnection shown(ChatConnection sound) {
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
    };

    private final String test;

    WrongDeliveries(String test) {
        this.test = test;
    }

    @Override
    public String test() {
        return test;
    }
}
