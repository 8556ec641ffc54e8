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
        assertThat(posted.toBuilder().reactions(by(50, 400)).build().reactions())
                .hasSize(50);
        refused(() -> posted.toBuilder().reactions(by(51, 1)).build(), ErrorCode.INVALID_MESSAGE, "at most 50");
        refused(() -> posted.toBuilder().reactions(by(1, 20_001)).build(), ErrorCode.INVALID_MESSAGE, "at most 20000");
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
        refused(
                () -> posted.toBuilder()
                        .reactions(Map.of("+", 0), Map.of("+", List.of()))
                        .build(),
                ErrorCode.INVALID_MESSAGE,
                "must name its users");
        refused(
                () -> posted.toBuilder()
                        .reactions(Map.of("+", 1), Map.of("-", List.of(ada)))
                        .build(),
                ErrorCode.INVALID_MESSAGE,
                "each of them");
    }

    @Test
    void reactionsAreAllCountedAndTheFirstTenNamed() {
        Message message = posted.toBuilder().reactions(by(2, 5_000)).build();

        assertThat(message.reactionCounts()).containsExactly(Map.entry("r0", 5_000), Map.entry("r1", 5_000));
        assertThat(message.reactions().get("r1"))
                .containsExactlyElementsOf(by(1, 10).get("r0"));
        assertThat(message.toBuilder()
                        .reactions(message.reactionCounts(), message.reactions())
                        .build())
                .isEqualTo(message);
    }

    @Test
    void whereIdsAreLongLaterReactionsNameFewer() {
        Map<String, List<UserId>> all = new LinkedHashMap<>();
        List<UserId> users = IntStream.range(0, 10)
                .mapToObj(i -> new UserId("u".repeat(99) + i))
                .toList();
        IntStream.range(0, 50).forEach(i -> all.put("r" + i, users));

        Message message = posted.toBuilder().reactions(all).build();

        assertThat(message.reactionCounts()).hasSize(50).containsEntry("r49", 10);
        assertThat(message.reactions().get("r3")).hasSize(10);
        assertThat(message.reactions().get("r4")).isEmpty();
        assertThat(message.reactions().keySet())
                .containsExactlyElementsOf(message.reactionCounts().keySet());
    }

    @Test
    void mentionsAreDistinctAndAtMostTwentyFive() {
        UserId ada = ADA.id();
        assertThat(draft().mentions(List.of(ada, ada)).build().mentions()).containsExactly(ada);
        assertThat(draft().mentions(by(1, 25).get("r0")).build().mentions()).hasSize(25);
        refused(() -> draft().mentions(by(1, 26).get("r0")).build(), ErrorCode.INVALID_MESSAGE, "at most 25");
        refused(
                () -> posted.toBuilder().mentions(by(1, 26).get("r0")).build(),
                ErrorCode.INVALID_MESSAGE,
                "at most 25");
        refused(
                () -> draft().mentions(Collections.singletonList(null)).build(),
                ErrorCode.INVALID_MESSAGE,
                "must not have null");
    }

    @Test
    void aPostKeepsWhatItsDraftSaysAndADeletionWhatItAnswers() {
        MessageId root = new MessageId("epoch-7");
        MessageDraft draft = draft().replyTo(root)
                .mentions(List.of(ADA.id()))
                .mentionsRoom(true)
                .build();
        ThreadSummary thread = new ThreadSummary(1, new MessageId("epoch-9"), NOW);
        Message message = Message.posted(draft, new Position("epoch", 8), NOW)
                .number(5)
                .thread(thread)
                .pinnedAt(NOW)
                .build();
        Message deleted = message.toBuilder().deleted().build();

        assertThat(message.replyTo()).contains(root);
        assertThat(message.mentions()).containsExactly(ADA.id());
        assertThat(message.mentionsRoom()).isTrue();
        assertThat(deleted.replyTo()).contains(root);
        assertThat(deleted.thread()).contains(thread);
        assertThat(deleted.number()).isEqualTo(5);
        assertThat(deleted.mentions()).isEmpty();
        assertThat(deleted.mentionsRoom()).isFalse();
        assertThat(deleted.pinnedAt()).isEmpty();
        for (Message.Builder revived : List.of(
                deleted.toBuilder().mentions(List.of(ADA.id())),
                deleted.toBuilder().mentionsRoom(true),
                deleted.toBuilder().pinnedAt(NOW))) {
            refused(revived::build, ErrorCode.INVALID_MESSAGE, "a deleted message stays deleted");
        }
    }

    @Test
    void theContentIsChangedByEveryChangeButThoseThatSayOtherwise() {
        Message edited = posted.toBuilder().changeOffset(3).build();
        Message told = edited.toBuilder()
                .changeOffset(9)
                .contentOffset(edited.contentOffset())
                .build();

        assertThat(posted.contentOffset()).isEqualTo(1);
        assertThat(edited.contentOffset()).isEqualTo(3);
        assertThat(told.contentOffset()).isEqualTo(3);
        assertThat(told.toBuilder().build()).isEqualTo(told);
        assertThat(told.toBuilder().changeOffset(10).build().contentOffset()).isEqualTo(10);
        assertThat(edited.toBuilder().contentOffset(99).build()).isEqualTo(edited);
    }

    @Test
    void theFingerprintOfAPlainDraftIsWhatItAlwaysWas() {
        assertThat(draft().metadata(Map.of("k", "v")).build().fingerprint())
                .isEqualTo("6f7db46ffe809d90373a5ca986ddf6d5");
        assertThat(List.of(
                        draft().build(),
                        draft().replyTo(new MessageId("e-1")).build(),
                        draft().mentions(List.of(new UserId("bo"))).build(),
                        draft().mentions(List.of(new UserId("cy"))).build(),
                        draft().mentionsRoom(true).build()))
                .extracting(MessageDraft::fingerprint)
                .doesNotHaveDuplicates();
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

    private static MessageDraft.Builder draft() {
        return MessageDraft.builder(TEA, ADA, "Hello");
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
