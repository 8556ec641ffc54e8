package dev.parlance.tck.transport;

import dev.parlance.ChatEngine;
import dev.parlance.model.ChatException;
import dev.parlance.model.RoomId;
import dev.parlance.transport.ChatSession;
import dev.parlance.transport.ClientCommand;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** T10 to T12, and {@code open}: what comes in is bounded wrongly, costs the wrong one, or is not passed on. */
enum WrongIntakes implements WrongTransport {
    TAKES_LITTLE("required_t10_aRequestWithinTheBoundIsTaken") {
        @Override
        public ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
            return new FaultyTransport(this, engine, bounds) {
                @Override
                boolean isTooLong(ClientCommand command) {
                    return command.bytes() > 10_000;
                }
            };
        }
    },
    TAKES_ANYTHING("required_t10_aRequestOverTheBoundNeverReachesTheEngineAndCostsItsClientAlone") {
        @Override
        public ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
            return new FaultyTransport(this, engine, bounds) {
                @Override
                boolean isTooLong(ClientCommand command) {
                    return false;
                }
            };
        }
    },
    ENDS_WHO_MAKES_A_MISTAKE("required_t11_whatIsNoRequestIsToldToItsClientAndIsNoReasonToEnd") {
        @Override
        public ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
            return new FaultyTransport(this, engine, bounds) {
                @Override
                void nonsense(MemoryConnection connection) {
                    connection.end(true, 1003);
                }
            };
        }
    },
    PASSES_OVER_NONSENSE("required_t11_whatIsNoRequestCountsAsOne") {
        @Override
        public ChatSession called(ChatSession sound) {
            return new ForwardingSession(sound) {
                @Override
                public void refuse(
                        ChatException error,
                        @Nullable String event,
                        @Nullable RoomId roomId,
                        long requestId,
                        long bytes) {}
            };
        }
    },
    WEIGHS_NO_NONSENSE("required_t11_howLongWhatIsNoRequestIsCountsToo") {
        @Override
        public ChatSession called(ChatSession sound) {
            return new ForwardingSession(sound) {
                @Override
                public void refuse(
                        ChatException error,
                        @Nullable String event,
                        @Nullable RoomId roomId,
                        long requestId,
                        long bytes) {
                    super.refuse(error, event, roomId, requestId, 0);
                }
            };
        }
    },
    WEIGHS_TEXTS_ALONE("required_t11_howLongARequestIsCountsWhateverStandsInIt") {
        @Override
        public ChatSession called(ChatSession sound) {
            return new ForwardingSession(sound) {
                @Override
                public void receive(ClientCommand command, long requestId, long bytes) {
                    super.receive(command, requestId, command.bytes());
                }
            };
        }
    },
    ENDS_ALL_WITH_ONE("required_t12_whoBreaksTheProtocolEndsAlone") {
        @Override
        public ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
            return new FaultyTransport(this, engine, bounds) {
                @Override
                void broken(MemoryConnection connection) {
                    open.forEach(each -> each.end(true, 1002));
                }
            };
        }
    },
    STUMBLES_OVER_ONE_THAT_IS_GONE("required_t12_whoIsGoneWhileMuchIsSentCostsNobodyElseAnything") {
        @Override
        public ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
            return new FaultyTransport(this, engine, bounds) {
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
        public ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
            return new FaultyTransport(this, engine, bounds) {
                @Override
                Map<String, String> attributes() {
                    return Map.of();
                }
            };
        }
    };

    private final String test;

    WrongIntakes(String test) {
        this.test = test;
    }

    @Override
    public String test() {
        return test;
    }
}
