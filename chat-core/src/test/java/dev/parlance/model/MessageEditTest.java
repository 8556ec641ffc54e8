package dev.parlance.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** An edit changes what it names, and the later of two that saw the same learns it. */
class MessageEditTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_790_000_000_000L);
    private static final UserId BO = new UserId("bo");

    private final Message posted = Message.posted(
                    MessageDraft.builder(new RoomId("tea"), User.of("ada", "Ada"), "Hello")
                            .replyTo(new MessageId("epoch-1"))
                            .mentions(List.of(BO))
                            .mentionsRoom(true)
                            .metadata(Map.of("k", "v"))
                            .build(),
                    new Position("epoch", 2),
                    NOW)
            .reactions(Map.of("+", List.of(BO)))
            .build();

    @Test
    void whatIsNotNamedStays() {
        Message edited = MessageEdit.builder().text("Hi").build().on(posted, NOW);

        assertThat(edited).isEqualTo(posted.toBuilder().edited("Hi", NOW).build());
        assertThat(MessageEdit.builder()
                        .mentions(List.of())
                        .mentionsRoom(false)
                        .metadata(Map.of())
                        .build()
                        .on(posted, NOW))
                .isEqualTo(posted.toBuilder()
                        .edited("Hello", NOW)
                        .mentions(List.of())
                        .mentionsRoom(false)
                        .metadata(Map.of())
                        .build());
    }

    @Test
    void theTimeOfAnEditIsLaterThanThatOfTheOneBeforeWhateverTheClockSays() {
        Message first = MessageEdit.builder().text("1").build().on(posted, NOW);
        Message second = MessageEdit.builder().text("2").build().on(first, NOW.minusSeconds(60));

        assertThat(second.editedAt()).contains(NOW.plusMillis(1));
    }

    @Test
    void anEditOfAnotherStateIsAConflictAlsoFromAToBToA() {
        MessageEdit ofThePost =
                MessageEdit.builder().text("mine").ifEditedAt(Instant.EPOCH).build();
        Message there = MessageEdit.builder().text("other").build().on(posted, NOW);
        Message back = MessageEdit.builder().text("Hello").build().on(there, NOW);

        assertThat(ofThePost.on(posted, NOW).text()).isEqualTo("mine");
        refused(() -> ofThePost.on(there, NOW), ErrorCode.EDIT_CONFLICT);
        refused(() -> ofThePost.on(back, NOW), ErrorCode.EDIT_CONFLICT);
        Instant seen = there.editedAt().orElseThrow();
        assertThat(MessageEdit.builder()
                        .text("mine")
                        .ifEditedAt(seen.plusNanos(1))
                        .build()
                        .on(there, NOW)
                        .text())
                .isEqualTo("mine");
    }

    @Test
    void aConflictIsForThatStateForEver() {
        Message there = MessageEdit.builder().text("other").build().on(posted, NOW);

        assertThatExceptionOfType(ChatException.class)
                .isThrownBy(() -> MessageEdit.builder()
                        .text("mine")
                        .ifEditedAt(Instant.EPOCH)
                        .build()
                        .on(there, NOW))
                .satisfies(refusal -> assertThat(refusal.retryable()).isFalse());
    }

    @Test
    void whatIsDeletedIsNotEdited() {
        Message deleted = posted.toBuilder().deleted().build();

        refused(() -> MessageEdit.builder().text("back").build().on(deleted, NOW), ErrorCode.MESSAGE_NOT_FOUND);
    }

    @Test
    void anEditIsHeldToTheRulesOfMessages() {
        refused(() -> MessageEdit.builder().build(), ErrorCode.INVALID_MESSAGE);
        refused(() -> MessageEdit.builder().text(" ").build().on(posted, NOW), ErrorCode.INVALID_MESSAGE);
        refused(() -> MessageEdit.builder().metadata(Map.of("", "v")).build(), ErrorCode.INVALID_MESSAGE);
        refused(() -> MessageEdit.builder().text("x".repeat(65_537)).build(), ErrorCode.MESSAGE_TOO_LONG);
    }

    private static void refused(ThrowingCallable edit, ErrorCode code) {
        assertThatExceptionOfType(ChatException.class)
                .isThrownBy(edit)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
