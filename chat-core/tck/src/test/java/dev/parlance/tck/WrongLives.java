package dev.parlance.tck;

import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** B1 and B11: a broker that does not end, or keeps its caller waiting. */
enum WrongLives implements WrongBroker {
    FORGETS_TO_FAIL_ONCE_STOPPED("required_b1_everyOperationFailsAfterTheStop", "b1") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Optional<String>> get(String key) {
                    return super.get(key)
                            .exceptionallyCompose(error -> ChatException.causeOf(error) instanceof ChatException refusal
                                            && refusal.code() == ErrorCode.BROKER_UNAVAILABLE
                                    ? CompletableFuture.completedStage(Optional.empty())
                                    : CompletableFuture.failedStage(ChatException.causeOf(error)));
                }
            };
        }
    },
    FAILS_WITH_ANYTHING_ONCE_STOPPED("required_b1_everyOperationFailsAfterTheStop", "b1") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Optional<String>> take(String key) {
                    return super.take(key)
                            .exceptionallyCompose(error -> CompletableFuture.failedStage(
                                    ChatException.causeOf(error) instanceof ChatException refusal
                                                    && refusal.code() == ErrorCode.BROKER_UNAVAILABLE
                                            ? new ChatException(ErrorCode.INTERNAL_ERROR, "closed")
                                            : ChatException.causeOf(error)));
                }
            };
        }
    },
    STARTS_ON_THOUGH_IT_WAS_STOPPED("required_b1_aStopEndsAStartThatIsUnderWay", "b1") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Void> start(BrokerListener listener) {
                    CompletableFuture<Void> slowly =
                            new CompletableFuture<Void>().completeOnTimeout(null, 20, TimeUnit.MILLISECONDS);
                    return super.start(listener).thenCombine(slowly, (done, late) -> late);
                }
            };
        }
    },
    WAITS_FOR_ITS_STORE("required_b11_noOperationKeepsItsCallerWaiting", "b11") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Optional<Message>> message(RoomId roomId, Position position) {
                    Pause.of(100_000); // as quick an answer as a store gives
                    return super.message(roomId, position);
                }
            };
        }
    };

    private final Expected expected;

    WrongLives(String test, String rules) {
        this.expected = new Expected(test, rules);
    }

    @Override
    public Expected expected() {
        return expected;
    }
}
