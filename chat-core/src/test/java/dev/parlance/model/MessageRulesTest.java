package dev.parlance.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a message may be does not depend on who makes it. */
class MessageRulesTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final User ADA = User.of("ada", "Ada");
    private static final Position FIRST = new Position("epoch", 1);
    private static final Instant NOW = Instant.ofEpochMilli(1_790_000_000_000L);

    private final Message posted = Message.posted(
                    MessageDraft.builder(TEA, ADA, "Hello").build(), FIRST, NOW)
            .build();

    @Test
    void anEditIsNoMoreThanAPostMayBe() {
        refused(() -> posted.toBuilder().edited("  ", NOW).build(), ErrorCode.INVALID_MESSAGE, "must not be empty");
        refused(() -> posted.toBuilder().edited("\uD83D", NOW).build(), ErrorCode.INVALID_MESSAGE, "surrogate");
        refused(
                () -> posted.toBuilder().edited("x".repeat(100_000), NOW).build(),
                ErrorCode.MESSAGE_TOO_LONG,
                "at most 65536 characters, this one has 100000");
        refused(
                () -> MessageDraft.builder(TEA, ADA, "x".repeat(65_537)).build(),
                ErrorCode.MESSAGE_TOO_LONG,
                "at most 65536 characters");
    }

    @Test
    void timesAreThoseThatEveryEncodingCanSay() {
        for (Instant wild : List.of(Instant.MIN, Instant.MAX, NOW.minusSeconds(1_790_000_001L))) {
            refused(() -> posted.toBuilder().edited("bad", wild).build(), ErrorCode.INVALID_MESSAGE, "editedAt");
            refused(
                    () -> Message.posted(MessageDraft.builder(TEA, ADA, "Hello").build(), FIRST, wild)
                            .build(),
                    ErrorCode.INVALID_MESSAGE,
                    "timestamp must be in the years 1970 to 9999");
        }
    }

    @Test
    void whatIsDeletedSaysNothingAnyMore() {
        Message deleted = posted.toBuilder().deleted().build();
        refused(() -> deleted.toBuilder().edited("back", NOW).build(), ErrorCode.INVALID_MESSAGE, "stays deleted");
        refused(() -> deleted.toBuilder().metadata(Map.of("k", "v")).build(), ErrorCode.INVALID_MESSAGE, "deleted");
        refused(
                () -> deleted.toBuilder().reactions(by(1, 1)).build(),
                ErrorCode.INVALID_MESSAGE,
                "a deleted message stays deleted");
    }

    @Test
    void reactionsAreBoundedInNumberLengthAndUsers() {
        assertThat(posted.toBuilder().reactions(by(32, 31)).build().reactions()).hasSize(32);
        refused(() -> posted.toBuilder().reactions(by(5_000, 1)).build(), ErrorCode.INVALID_MESSAGE, "at most 32");
        refused(() -> posted.toBuilder().reactions(by(1, 5_000)).build(), ErrorCode.INVALID_MESSAGE, "at most 1000");
        UserId ada = ADA.id();
        for (String reaction : List.of("", "x".repeat(65), "\u202E")) {
            refused(
                    () -> posted.toBuilder()
                            .reactions(Map.of(reaction, List.of(ada)))
                            .build(),
                    ErrorCode.INVALID_MESSAGE,
                    "a reaction must");
        }
        refused(
                () -> posted.toBuilder()
                        .reactions(Map.of("+", List.of(ada, ada)))
                        .build(),
                ErrorCode.INVALID_MESSAGE,
                "each once");
        refused(
                () -> posted.toBuilder().reactions(Map.of("+", List.of())).build(),
                ErrorCode.INVALID_MESSAGE,
                "must name its users");
    }

    @Test
    void everyFaultIsNamedNullsToo() {
        refused(
                () -> MessageDraft.builder(null, ADA, null)
                        .metadata(Collections.singletonMap("k", null))
                        .clientMessageId("")
                        .build(),
                ErrorCode.INVALID_MESSAGE,
                "roomId must not be null; a message must not be empty; a clientMessageId must not be empty; "
                        + "metadata must not have null in it");
        refused(
                () -> Message.stored(TEA, ADA, null, null).metadata(null).build(),
                ErrorCode.INVALID_MESSAGE,
                "position must not be null; timestamp must not be null; a message must not be empty; "
                        + "metadata must not be null");
    }

    @Test
    void aStoreMakesTheSameMessageAgainWithoutADraft() {
        Message message = Message.posted(
                        MessageDraft.builder(TEA, ADA, "Hello")
                                .clientMessageId("a-1")
                                .metadata(Map.of("k", "v"))
                                .build(),
                        FIRST,
                        NOW)
                .edited("Hi", NOW)
                .reactions(by(2, 2))
                .changeOffset(3)
                .build();
        assertThat(Message.stored(TEA, ADA, FIRST, NOW)
                        .changeOffset(3)
                        .clientMessageId("a-1")
                        .metadata(Map.of("k", "v"))
                        .edited("Hi", NOW)
                        .reactions(by(2, 2))
                        .build())
                .isEqualTo(message);
        assertThat(Message.stored(TEA, ADA, FIRST, NOW).deleted().build())
                .isEqualTo(posted.toBuilder().deleted().build());
    }

    private static Map<String, List<UserId>> by(int reactions, int users) {
        List<UserId> each =
                IntStream.range(0, users).mapToObj(i -> new UserId("u" + i)).toList();
        Map<String, List<UserId>> all = new LinkedHashMap<>();
        IntStream.range(0, reactions).forEach(i -> all.put("r" + i, each));
        return all;
    }

    private static void refused(ThrowingCallable building, ErrorCode code, String text) {
        assertThatExceptionOfType(ChatException.class)
                .isThrownBy(building)
                .withMessageContaining(text)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
