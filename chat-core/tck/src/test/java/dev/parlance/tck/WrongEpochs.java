package dev.parlance.tck;

import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.model.Position;
import dev.parlance.model.Resumption;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/** B7: a lost log that is taken for an empty one, or the other way round. */
enum WrongEpochs implements WrongBroker {
    KEEPS_SILENT_ABOUT_A_LOST_LOG("optional_b7_aLostLogBeginsANewEpochAndAllNodesHearOfIt", "b7|b6") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return WrongBroker.hearing(sound, listener -> new DistortedListener(listener) {
                @Override
                public void onGap(RoomId roomId) {}
            });
        }
    },
    NAMES_ALL_EPOCHS_ALIKE("optional_b7_aLostLogBeginsANewEpochAndAllNodesHearOfIt", "b6|b7") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return sound;
        }

        @Override
        public RandomGenerator epochs() {
            return () -> 0;
        }
    },
    TAKES_THE_FIRST_POST_FOR_A_GAP("required_b7_theFirstPostOfARoomIsNoGap", "b7|b6") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return WrongBroker.hearing(sound, listener -> new DistortedListener(listener) {
                @Override
                public void onEvent(RoomEvent event) {
                    if (event instanceof RoomEvent.Posted posted
                            && posted.message().position().offset() == 1) {
                        onGap(event.roomId());
                    }
                    super.onEvent(event);
                }
            });
        }
    },
    FINDS_POSITIONS_OF_ANOTHER_EPOCH_EMPTY("required_b7_aPositionOfAnUnknownEpochIsLostAndNotEmpty", "b7|b6") {
        @Override
        public ChatBroker node(ChatBroker sound) {
            return new ForwardingBroker(sound) {
                @Override
                public CompletionStage<Resumption> resume(RoomId roomId, Position since) {
                    return super.resume(roomId, since)
                            .thenApply(missed -> missed.position().epoch().equals(since.epoch())
                                    ? missed
                                    : new Resumption(missed.messages(), true, true, missed.position()));
                }
            };
        }
    };

    private final Expected expected;

    WrongEpochs(String test, String rules) {
        this.expected = new Expected(test, rules);
    }

    @Override
    public Expected expected() {
        return expected;
    }
}
