package dev.parlance.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.policy.ChatLimits;
import dev.parlance.policy.RoomSettings;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a host prints or logs tells what it is. */
class ValueWordsTest {
    private static final RoomId TEA = new RoomId("tea");

    @Test
    void anErrorTellsItsCodeAndThatOfTheHost() {
        assertThat(new ChatException(ErrorCode.FORBIDDEN, "you may not"))
                .hasToString("dev.parlance.model.ChatException: FORBIDDEN: you may not");
        assertThat(ChatException.refused("MUTED", "not today"))
                .hasToString("dev.parlance.model.ChatException: REFUSED/MUTED: not today");
    }

    @Test
    void listingsTellWhatIsInThemAndWhatIsMissing() {
        SessionInfo session = SessionInfo.builder("s1", "n1", Instant.EPOCH).build();

        assertThat(UserSessions.of(List.of(session), true, List.of("n2")))
                .hasToString("UserSessions[[session s1 since 1970-01-01T00:00:00Z] and more, silent nodes [n2]]");
        assertThat(RoomListing.of(List.of(RoomInfo.of(TEA, 2, 3)), false, List.of()))
                .hasToString("RoomListing[[room tea: 2 present, 3 connections], silent nodes []]");
    }

    @Test
    void whatIsAskedForTellsWhat() {
        assertThat(HistoryQuery.newest(5)).hasToString("HistoryQuery[5]");
        assertThat(HistoryQuery.before(7, 5).inEpoch("e")).hasToString("HistoryQuery[5 before 7 in e]");
        assertThat(HistoryQuery.after(0, 5)).hasToString("HistoryQuery[5 after 0]");
        assertThat(MessageEdit.builder()
                        .text("Milk?")
                        .mentions(List.of())
                        .metadata(Map.of("key", "secret"))
                        .build())
                .hasToString("MessageEdit[text \"Milk?\", mentions [], metadata of [key]]");
        assertThat(MessageDraft.builder(TEA, User.of("ada", "Ada"), "Milk?")
                        .clientMessageId("c1")
                        .build())
                .hasToString("MessageDraft[tea by Ada (ada) \"Milk?\" as c1]");
    }

    @Test
    void settingsTellTheirNumbers() {
        assertThat(ChatLimits.DEFAULT.toString()).contains("maxMessageLength 4000", "MESSAGES=Rate[perSecond=20");
        assertThat(RoomSettings.DEFAULT.toString()).contains("Retention[");
    }

    @Test
    void noLimitIsLeftOut() {
        assertThat(ChatLimits.class.getDeclaredMethods())
                .filteredOn(method -> method.getParameterCount() == 0
                        && Modifier.isPublic(method.getModifiers())
                        && !Modifier.isStatic(method.getModifiers())
                        && !Set.of("toString", "hashCode", "toBuilder").contains(method.getName()))
                .hasSizeGreaterThan(10)
                .allSatisfy(limit -> assertThat(ChatLimits.DEFAULT.toString()).contains(limit.getName() + " "));
    }
}
