package dev.parlance.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "tea room", "чай", "\u05D7\u05D3\u05E8", "👩‍💻", "a:b{c}/*?", "\""})
    void anyVisibleTextNamesARoom(String text) {
        assertThat(new RoomId(text).value()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a\u0000",
                "a\nb",
                "\u007F",
                "\u0085",
                "\u202Eevil",
                "a\u200F",
                "\u2066",
                "\uD800",
                "a\uDC00b"
            })
    void whatCannotBeSeenOrEncodedDoesNot(String text) {
        assertThatThrownBy(() -> new RoomId(text))
                .asInstanceOf(type(ChatException.class))
                .extracting(ChatException::code)
                .isEqualTo(ErrorCode.INVALID_ROOM_ID);
        assertThatThrownBy(() -> new UserId(text))
                .asInstanceOf(type(ChatException.class))
                .extracting(ChatException::code)
                .isEqualTo(ErrorCode.INVALID_USER);
    }

    @Test
    void anIdHasAtMost128Characters() {
        assertThatCode(() -> new RoomId("x".repeat(128))).doesNotThrowAnyException();
        assertThatThrownBy(() -> new RoomId("x".repeat(129)))
                .hasMessageContaining("at most 128 characters, this one has 129");
    }

    @Test
    void aMessageIdIsItsPlace() {
        MessageId id = MessageId.at(new Position("q3VZ0c2h", 17));
        assertThat(id.value()).isEqualTo("q3VZ0c2h-17");
        assertThat(id.position()).isEqualTo(new Position("q3VZ0c2h", 17));
        assertThat(new MessageId("a-b-3").position()).isEqualTo(new Position("a-b", 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "a-", "-1", "a-0", "a-01", "a--", "a-1x", "a b-1", "a-9999999999999999999"})
    void noMessageHasAnotherKindOfId(String text) {
        assertThatThrownBy(() -> new MessageId(text))
                .asInstanceOf(type(ChatException.class))
                .extracting(ChatException::code)
                .isEqualTo(ErrorCode.MESSAGE_NOT_FOUND);
    }

    @Test
    void metadataIsBoundedAndCopied() {
        Map<String, String> metadata = new HashMap<>(Map.of("key", "value"));
        MessageDraft draft = draft().metadata(metadata).build();
        metadata.put("later", "x");
        assertThat(draft.metadata()).containsOnlyKeys("key");
        for (int i = 0; i < 17; i++) {
            metadata.put("k" + i, "v");
        }
        assertThatThrownBy(() -> draft().metadata(metadata).build()).hasMessageContaining("at most 16 entries");
        assertThatThrownBy(() -> draft().metadata(Map.of("k", "v".repeat(513))).build())
                .hasMessageContaining("at most 512 characters");
    }

    @Test
    void whatCannotBeEncodedIsNoMessage() {
        assertThatThrownBy(() -> draft().text("half a \uD83D pair").build())
                .hasMessageContaining("lone surrogate at index 7");
        assertThatThrownBy(() -> draft().metadata(Map.of("k", "\uDC00")).build())
                .hasMessageContaining("lone surrogate");
        assertThat(draft().text("whole 👍").build().text()).isEqualTo("whole 👍");
    }

    @Test
    void theFingerprintTellsTextsAndMetadataApart() {
        String plain = draft().build().fingerprint();
        assertThat(draft().build().fingerprint()).isEqualTo(plain).hasSize(32);
        assertThat(draft().text("other").build().fingerprint()).isNotEqualTo(plain);
        assertThat(draft().metadata(Map.of("a", "bc")).build().fingerprint())
                .isNotEqualTo(draft().metadata(Map.of("ab", "c")).build().fingerprint());
    }

    @Test
    void credentialsNeverShowTheirToken() {
        assertThat(Credentials.of("ada", "Ada", "s3cret").toString()).doesNotContain("s3cret");
    }

    private static MessageDraft.Builder draft() {
        return MessageDraft.builder(new RoomId("tea"), User.of("ada", "Ada"), "hello");
    }
}
