package dev.parlance.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.MessageId;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.policy.TextRules.Treatment;
import java.text.Normalizer;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users may write where a host sets rules. */
class TextRulesTest {
    private final long[] now = {0};

    private String say(UnaryOperator<TextRules.Builder> settings, String text) {
        return say(settings.apply(TextRules.builder()).build(), "tea", "ada", text, null);
    }

    private static String say(TextRules rules, String room, String user, String text, String id) {
        MessageDraft draft = MessageDraft.builder(new RoomId(room), User.of(user, user), text)
                .clientMessageId(id)
                .build();
        try {
            return rules.intercept(draft).toCompletableFuture().join().text();
        } catch (ChatException e) {
            return e.code() + e.hostCode().map(code -> " " + code).orElse("");
        }
    }

    @Test
    void controlCharactersAreTakenOutUnlessTheHostWantsOtherwise() {
        String text = "a\u0000b\u0007\tc\nd\u009B";
        assertThat(say(rules -> rules, text)).isEqualTo("ab\tc\nd");
        assertThat(say(rules -> rules.controlCharacters(Treatment.ALLOW), text)).isEqualTo(text);
        assertThat(say(rules -> rules.controlCharacters(Treatment.REFUSE), text))
                .isEqualTo("INVALID_MESSAGE");
        assertThat(say(rules -> rules.controlCharacters(Treatment.REFUSE), "fine\n"))
                .isEqualTo("fine\n");
    }

    @Test
    void whatTurnsTheDirectionIsTakenOutOrRefusedAndAMarkStays() {
        String text = "pay \u202Eevil\u202C \u200Fשלום";
        assertThat(say(rules -> rules, text)).isEqualTo(text);
        assertThat(say(rules -> rules.directionalCharacters(Treatment.REMOVE), text))
                .isEqualTo("pay evil \u200Fשלום");
        assertThat(say(rules -> rules.directionalCharacters(Treatment.REFUSE), text))
                .isEqualTo("INVALID_MESSAGE");
    }

    @Test
    void aTextIsStoredInTheFormThatTheHostWants() {
        assertThat(say(rules -> rules.normalize(Normalizer.Form.NFC), "cafe\u0301"))
                .isEqualTo("caf\u00E9");
        assertThat(say(rules -> rules, "cafe\u0301")).isEqualTo("cafe\u0301");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u200B\u200D", "\u3164", "\u2800 \u115F", "\u0007x\u0000"})
    void aMessageHasSomethingToSee(String text) {
        assertThat(say(rules -> rules, text)).isEqualTo(text.contains("x") ? "x" : "INVALID_MESSAGE");
    }

    @Test
    void lengthIsCountedAsPeopleDoAndInBytes() {
        assertThat(say(rules -> rules.maxCharacters(2), "👍👍")).isEqualTo("👍👍");
        assertThat(say(rules -> rules.maxCharacters(2), "abc")).isEqualTo("MESSAGE_TOO_LONG");
        assertThat(say(rules -> rules.maxBytes(8), "👍👍")).isEqualTo("👍👍");
        assertThat(say(rules -> rules.maxBytes(7), "👍👍")).isEqualTo("MESSAGE_TOO_LONG");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "see https://evil.example/x",
                "HTTP://evil.example",
                "(www.evil.example)",
                "https://chat.example@evil.example/",
                "https://chat.example.evil.example",
                "https://notchat.example",
                "ftp://evil.example:21",
                "https:/evil.example",
                "https://chat.example\\@evil.example",
                "https://[2001:db8::1]/",
                "one https://chat.example and https://evil.example"
            })
    void aLinkToElsewhereIsRefused(String text) {
        assertThat(say(rules -> rules.linksOnlyTo(List.of("Chat.example")), text))
                .isEqualTo("REFUSED LINK");
        assertThat(say(TextRules.Builder::noLinks, text)).isEqualTo("REFUSED LINK");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://chat.example/a?b", "https://eu.chat.example:8443", "ratio 1:2 is fine", "and/or a.b.c"})
    void whatIsNoLinkOrLeadsHomeStays(String text) {
        assertThat(say(rules -> rules.linksOnlyTo(List.of("chat.example")), text))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "you Darn fool, false",
        "darning socks, true",
        "DARN!, false",
        "ｄａｒｎ, false",
        "da rn, true",
        "schön, true",
        "STRASSE, true"
    })
    void aWordIsRefusedWhateverItsLettersLookLike(String text, boolean stays) {
        assertThat(say(rules -> rules.withoutWords(List.of("darn")), text)).isEqualTo(stays ? text : "REFUSED WORD");
    }

    @Test
    void nobodySaysTheSameTwiceInARow() {
        TextRules rules = TextRules.builder()
                .noRepeats(Duration.ofSeconds(10))
                .ticker(() -> now[0])
                .build();
        assertThat(say(rules, "tea", "ada", "hi", null)).isEqualTo("hi");
        assertThat(say(rules, "tea", "ada", "hi", null)).isEqualTo("REFUSED REPEAT");
        assertThat(say(rules, "tea", "bo", "hi", null)).isEqualTo("hi");
        assertThat(say(rules, "coffee", "ada", "hi", null)).isEqualTo("hi");
        assertThat(say(rules, "tea", "ada", "ho", null)).isEqualTo("ho");
        assertThat(say(rules, "tea", "ada", "hi", null)).isEqualTo("hi");
        now[0] += Duration.ofSeconds(10).toNanos();
        assertThat(say(rules, "tea", "ada", "hi", null)).isEqualTo("hi");
    }

    @Test
    void theSameMessageSentOnceMoreIsNoRepeat() {
        TextRules rules = TextRules.builder().noRepeats(Duration.ofSeconds(10)).build();
        assertThat(say(rules, "tea", "ada", "hi", "a-1")).isEqualTo("hi");
        assertThat(say(rules, "tea", "ada", "hi", "a-1")).isEqualTo("hi");
        assertThat(say(rules, "tea", "ada", "hi", "a-2")).isEqualTo("REFUSED REPEAT");
    }

    @Test
    void anEditIsNoRepeatAndNothingThatCanBeRepeated() {
        TextRules rules = TextRules.builder().noRepeats(Duration.ofSeconds(10)).build();
        MessageDraft edit = MessageDraft.builder(new RoomId("tea"), User.of("ada", "ada"), "hi")
                .edits(new MessageId("e-1"), User.of("ada", "Ada"))
                .build();
        assertThat(rules.intercept(edit).toCompletableFuture().join()).isSameAs(edit);
        assertThat(say(rules, "tea", "ada", "hi", null)).isEqualTo("hi");
        assertThat(rules.intercept(edit).toCompletableFuture().join()).isSameAs(edit);
    }

    @Test
    void whatTheRulesLeaveIsWhatEveryoneGetsAndWhatIsStored() {
        EngineFixture fixture = new EngineFixture(
                builder -> builder.interceptor(TextRules.builder().noLinks().build()));
        TestClient ada = fixture.client("ada", "tea").say("tea", "a\u0007b").say("tea", "www.evil.example");
        assertThat(ada.news()).containsExactly("Ada: ab", "error " + ErrorCode.REFUSED + " for send_message");
        assertThat(fixture.client().as("bo").join("tea").news()).contains("history [ab]");
    }

    @Test
    void aTextMadeToHoldUpTheRulesIsReadToItsEnd() {
        String text = "https:".repeat(600) + "a.".repeat(150) + "\u0301".repeat(100);
        assertThat(say(rules -> rules.noLinks().withoutWords(List.of("darn")), text))
                .isEqualTo(text);
    }
}
