package dev.parlance.tck.transport;

import dev.parlance.ChatEngine;
import dev.parlance.transport.ChatConnection;
import dev.parlance.transport.ChatSession;
import dev.parlance.transport.EncodedFrame;

/** T4 to T6: too much is held for one that reads slowly, or too little, or the session is not told how far it is. */
enum WrongPaces implements WrongTransport {
    KEEPS_EVERYTHING_FOR_A_SLOW_READER(
            "required_t4_oneThatDoesNotReadIsClosedAsASlowConsumerAndNothingIsMissingBefore") {
        @Override
        public ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
            return withConnections(engine, bounds, transport -> new MemoryConnection(transport) {
                @Override
                public void send(EncodedFrame frame) {
                    line.put(frame);
                }
            });
        }
    },
    TAKES_ONE_WHO_WAITS_FOR_SLOW("required_t4_oneThatReadsLateButWithinTheBoundMissesNothing") {
        @Override
        public ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
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
        public ChatSession called(ChatSession sound) {
            return new ForwardingSession(sound) {
                @Override
                public void caughtUp() {}
            };
        }
    },
    SAYS_THAT_IT_HAS_CAUGHT_UP_EACH_TIME("required_t5_whoKeepsUpIsToldOfNoGap") {
        @Override
        public ChatSession called(ChatSession sound) {
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
        public ChatSession called(ChatSession sound) {
            return new ForwardingSession(sound) {
                @Override
                public void writable() {}
            };
        }
    },
    CLAIMS_TO_BE_WRITABLE("optional_t6_whoeverAsksForMoreThanItReadsGetsItAllAsSoonAsItReads") {
        @Override
        public ChatConnection shown(ChatConnection sound) {
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
        public ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
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
    };

    private final String test;

    WrongPaces(String test) {
        this.test = test;
    }

    @Override
    public String test() {
        return test;
    }
}
