package dev.parlance.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What is known of a conversation beside its messages checks itself. */
class ConversationValuesTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final UserId ADA = new UserId("ada");
    private static final Position HERE = new Position("epoch", 9);

    private final RoomHead head = RoomHead.builder(TEA, HERE).posts(7, 2).build();

    @Test
    void whoBeginsToFollowHasReadAllThereIs() {
        ReadMark mark = ReadMark.atHead(ADA, head);

        assertThat(mark).isEqualTo(ReadMark.builder(ADA, TEA, HERE).number(7).build());
        assertThat(mark.version()).isZero();
        assertThat(mark.toBuilder().build()).isEqualTo(mark);
        assertThat(List.of(
                        mark,
                        mark.toBuilder().position(new Position("epoch", 8)).build(),
                        mark.toBuilder().number(6).build(),
                        mark.toBuilder().version(1).build(),
                        mark.toBuilder().markedUnread(true).build()))
                .doesNotHaveDuplicates()
                .extracting(ReadMark::toString)
                .doesNotHaveDuplicates();
    }

    @Test
    void aMarkSaysAllThatIsWrongWithIt() {
        refused(
                () -> ReadMark.builder(ADA, TEA, HERE).number(-1).version(-1).build(),
                ErrorCode.BAD_REQUEST,
                "a mark's number must not be negative; a mark's version must not be negative");
    }

    @Test
    void whatIsUnreadIsNeverNegative() {
        UnreadCount count = new UnreadCount(ReadMark.atHead(ADA, head), -3, -1);

        assertThat(count.unread()).isZero();
        assertThat(count.mentions()).isZero();
    }

    @Test
    void aHeadThatNobodyAskedAboutAPositionKnowsNone() {
        assertThat(head.since().known()).isFalse();
        assertThat(head.last()).isEmpty();
    }

    @Test
    void aFollowedRoomIsWhatItsRecordSays() {
        UnreadCount unread = new UnreadCount(ReadMark.atHead(ADA, head), 0, 0);
        RoomRecord room = RoomRecord.builder(TEA, RoomKind.PRIVATE).name("Tea").build();

        assertThat(FollowedRoom.builder(head, unread).build().kind()).isEqualTo(RoomKind.OPEN);
        assertThat(FollowedRoom.builder(head, unread).room(room).build().kind()).isEqualTo(RoomKind.PRIVATE);
        assertThat(FollowedRoom.builder(head, unread).room(room).build().name()).contains("Tea");
    }

    @Test
    void aProfileIsHeldToTheRulesOfUsers() {
        refused(() -> Profile.builder(ADA, "\u202E").build(), ErrorCode.INVALID_USER, "a username");
        refused(
                () -> Profile.builder(ADA, "Ada")
                        .picture(URI.create("javascript:alert(1)"))
                        .build(),
                ErrorCode.INVALID_USER,
                "a picture's address");
        refused(() -> Profile.builder(ADA, "Ada").lastSeen(Instant.MAX).build(), ErrorCode.INVALID_USER, "lastSeen");
        refused(() -> Profile.builder(ADA, "Ada").version(-1).build(), ErrorCode.INVALID_USER, "version");
    }

    @Test
    void aReactionIsAShortVisibleText() {
        for (String emoji : List.of("", "x".repeat(65), "\u202E", "\uD83D")) {
            refused(() -> new Reaction(emoji, ADA, true), ErrorCode.INVALID_MESSAGE, "a reaction must");
        }
        assertThat(new Reaction("\uD83D\uDC4D\uD83C\uDFFD", ADA, true).on()).isTrue();
    }

    @Test
    void aThreadHasAReply() {
        refused(
                () -> new ThreadSummary(0, new MessageId("epoch-1"), Instant.EPOCH),
                ErrorCode.INVALID_MESSAGE,
                "at least one reply");
    }

    @Test
    void anActSaysWhichReactionItWasIfItWasOne() {
        Message message = Message.stored(TEA, User.of(ADA, "Ada"), HERE, Instant.EPOCH)
                .text("Hello")
                .build();
        Reaction reaction = new Reaction("+", ADA, true);

        assertThat(ActOnMessage.builder(ActOnMessage.Kind.REACTED, message)
                        .reaction(reaction)
                        .by(User.of(ADA, "Ada"), "s-1")
                        .build()
                        .reaction())
                .contains(reaction);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ActOnMessage.builder(ActOnMessage.Kind.UNREACTED, message)
                        .build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ActOnMessage.builder(ActOnMessage.Kind.EDITED, message)
                        .reaction(reaction)
                        .build());
    }

    @Test
    void aPageOfUsersHasABound() {
        UserPage.requireLimit(1_000);
        refused(() -> UserPage.requireLimit(1_001), ErrorCode.BAD_REQUEST, "1 to 1000");
        refused(() -> UserPage.requireLimit(0), ErrorCode.BAD_REQUEST, "1 to 1000");
    }

    private static void refused(ThrowingCallable building, ErrorCode code, String text) {
        assertThatExceptionOfType(ChatException.class)
                .isThrownBy(building)
                .withMessageContaining(text)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
