package dev.parlance.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.tck.RedRules;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A broker with an archive behind it keeps every rule of the contract, but those that say that something is forgotten. */
@Tag("faults")
class ArchivedBrokerTest {
    /** What these expect to be gone, evicted, expired or not found any more, an archive has. */
    private static final List<String> OF_WHAT_IS_FORGOTTEN = List.of(
            "optional_b6_afterThirtyDaysOfSilenceARoomBeginsAnew",
            "optional_b6_theDefaultKeepsSevenDays",
            "required_b5_anIdOutlivesItsMessage",
            "required_b6_aForgottenChangeSpoilsTheChangesAlone",
            "required_b6_aForgottenPostThatNobodyChangedSpoilsNoChanges",
            "required_b6_aMessageThatIsNotThereIsNotFound",
            "required_b6_aPageMayBeOfAThousandMessages",
            "required_b6_aRoomThatKeepsNothingIsStillHeardAndCounts",
            "required_b6_anExpiredChangeSpoilsTheChangesAlone",
            "required_b6_anExpiredMessageIsNotChanged",
            "required_b6_anExpiredMessageIsNotFound",
            "required_b6_expiredIsEvictedAndNotLost",
            "required_b6_readingDoesNotProlongTheTimeToLive",
            "required_b6_theBeginningIsAPositionLikeAnyOther",
            "required_b6_theCapKeepsTheNewest",
            "required_b6_theCapOfTheLastPostCounts",
            "required_b6_theLatestForgottenChangeCountsWhicheverMessageGoesFirst",
            "required_b6_theTimeToLiveOfAllRunsFromTheLastChange",
            "required_b6_theTimeToLiveOfAllRunsFromTheLastPost",
            "required_b6_theTimeToLiveOfTheLastPostCounts",
            "required_b6_theVerdictsOnPostsAndOnChangesStandForThemselves",
            "required_b6_whatIsForgottenIsNotMore",
            "required_b6_whoMissedAForgottenPostStartsAnew",
            "required_c10_deletionAndEvictionUnpin",
            "required_c1_numbersGoOnAfterTheHistoryWasEvicted",
            "required_c4_whatTheHistoryDoesNotHaveTakesNone",
            "required_c7_aToldMessageIsMissedOnceAndItsEvictionSpoilsTheChangesAlone",
            "required_c7_tellingKeepsTheRoomAlive",
            "required_c8_aReplyToWhatIsGoneIsAMessage",
            "required_c9_aMarkBelowTheHistoryCountsWhatWasForgottenToo",
            "required_change_ofWhatTheHistoryDoesNotHaveIsNotFound");

    @Test
    void everyOtherRuleHolds() throws ReflectiveOperationException {
        assertThat(RedRules.under(
                        () -> new ArchivedStore(ArchivePromise.WRITE_BEHIND), Duration.ofSeconds(30), rule -> true))
                .isSubsetOf(OF_WHAT_IS_FORGOTTEN);
    }

    @Test
    void andSoTheyDoWhereAPostCountsOnceItIsArchived() throws ReflectiveOperationException {
        assertThat(RedRules.under(
                        () -> new ArchivedStore(ArchivePromise.ARCHIVED_FIRST), Duration.ofSeconds(30), rule -> true))
                .isSubsetOf(OF_WHAT_IS_FORGOTTEN);
    }
}
