package dev.parlance.tck;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people do with what was said is a part of the random programs: a store that is wrong there is found by one of them. */
class TheModelCatchesTest {
    static Stream<WrongBroker> wrongBrokers() {
        return Stream.of(
                WrongTalks.TAKES_A_TELLING_FOR_AN_EDIT,
                WrongTalks.LOSES_REACTIONS_BY_AN_EDIT,
                WrongTalks.REMEMBERS_WHO_REACTED_TO_WHAT_IS_DELETED,
                WrongTalks.SAYS_THAT_A_REPEAT_CHANGED_SOMETHING,
                WrongTalks.KNOWS_ITS_OWN_REACTIONS_ALONE,
                WrongTalks.LOSES_EVERY_SEVENTH_REACTION,
                WrongTalks.TELLS_WHAT_WAS_TOLD,
                WrongTalks.NAMES_NO_REACTION,
                WrongTalks.RESUMES_WITHOUT_WHAT_WAS_TOLD,
                WrongCounts.COUNTS_ALL_DELETIONS_BEHIND_ANY_MARK,
                WrongCounts.COUNTS_A_DELETION_EACH_TIME,
                WrongCounts.TAKES_WHAT_CHANGED_LAST_FOR_THE_LAST,
                WrongUsers.REMEMBERS_THE_MARKS_THAT_IT_HAS_READ,
                WrongUsers.LETS_THE_LATER_MARK_WIN,
                WrongUsers.MOVES_ALL_MARKS_OF_A_USER,
                WrongUsers.LETS_FOLLOW_ONE_ROOM_TOO_MANY,
                WrongUsers.KEEPS_MARKS_THAT_WERE_REMOVED);
    }

    @ParameterizedTest
    @MethodSource("wrongBrokers")
    void aStoreThat(WrongBroker fault) {
        BrokerModelTck model = new BrokerModelTck() {
            @Override
            protected BrokerStore openStore() {
                return new RedRules.FaultyStore(fault);
            }

            @Override
            protected Duration patience() {
                return Duration.ofMillis(100);
            }
        };

        assertThatThrownBy(model::required_model_randomProgramsDoWhatTheContractSays)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("The least such program");
    }
}
