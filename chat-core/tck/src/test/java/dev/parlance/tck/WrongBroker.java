package dev.parlance.tck;

import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.ForwardingBroker;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** A broker with one fault, with the test that must notice and the rules whose tests may. */
interface WrongBroker {
    /** Makes a wrong one of a sound one. */
    ChatBroker node(ChatBroker sound);

    Expected expected();

    /** Names the epochs of the store below. */
    default RandomGenerator epochs() {
        return new SplittableRandom(1);
    }

    static Stream<WrongBroker> all() {
        return Stream.<WrongBroker[]>of(
                        WrongLives.values(),
                        WrongBuses.values(),
                        WrongLogs.values(),
                        WrongTalks.values(),
                        WrongCounts.values(),
                        WrongUsers.values(),
                        WrongEpochs.values(),
                        WrongPresences.values(),
                        WrongValues.values(),
                        WrongRooms.values())
                .flatMap(Stream::of);
    }

    static ChatBroker hearing(ChatBroker sound, UnaryOperator<BrokerListener> distortion) {
        return new ForwardingBroker(sound) {
            @Override
            public CompletionStage<Void> start(BrokerListener listener) {
                return super.start(distortion.apply(listener));
            }
        };
    }

    /**
     * What goes red.
     *
     * @param test the test that must
     * @param rules those whose tests may, as a pattern; none if so much breaks that the one test alone is played
     */
    record Expected(String test, String rules) {
        /**
         * Whether a test is played under this fault. To one in what people do with what was said, or in what belongs to users, those of that alone: the others never do what is wrong there, and
         * their races take longest.
         */
        boolean concerns(String name) {
            if (isBroad()) {
                return name.equals(test);
            }
            return !rules.matches("c\\d+(\\|c\\d+)*") || name.matches("(required|optional)_c\\d+_.*");
        }

        boolean includes(String red) {
            return isBroad() || red.matches("(required|optional)_(" + rules + ")_.*");
        }

        private boolean isBroad() {
            return rules.isEmpty();
        }
    }
}
