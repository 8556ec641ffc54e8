package dev.parlance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parlance.model.ActOnMessage;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.MessageEdit;
import dev.parlance.model.MessageId;
import dev.parlance.model.Position;
import dev.parlance.model.Reaction;
import dev.parlance.model.RoomId;
import dev.parlance.model.UnreadCount;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.model.UserPage;
import dev.parlance.policy.ChatLimits;
import dev.parlance.policy.ChatListener;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.ClientCommand.FollowRoom;
import dev.parlance.transport.ClientCommand.MarkRead;
import dev.parlance.transport.ClientCommand.PinMessage;
import dev.parlance.transport.ClientCommand.React;
import dev.parlance.transport.ClientCommand.ReadReactions;
import dev.parlance.transport.ClientCommand.ReadReaders;
import dev.parlance.transport.ClientCommand.ReadReplies;
import dev.parlance.transport.ClientCommand.UnfollowRoom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What clients do with messages the host does with them, under the same rules. */
class RoomConversationTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final User BO = User.of("bo", "Bo");
    private static final UserId CY = new UserId("cy");

    private final List<ActOnMessage> acts = new ArrayList<>();
    private final List<String> marks = new ArrayList<>();
    private final EngineFixture fixture = new EngineFixture(builder -> builder.limits(ChatLimits.builder()
                    .unlimitedRates()
                    .maxMessageLength(10)
                    .maxFollowedRooms(1)
                    .build())
            .listener(new ChatListener() {
                @Override
                public void acted(ActOnMessage act) {
                    acts.add(act);
                }

                @Override
                public void marked(UnreadCount count, Optional<String> sessionId) {
                    marks.add(count.mark().userId() + " at "
                            + count.mark().position().offset() + by(sessionId));
                }

                @Override
                public void unfollowed(RoomId roomId, UserId userId, Optional<String> sessionId) {
                    marks.add(userId + " left " + roomId + by(sessionId));
                }
            }));
    private final Room room = fixture.engine.room(TEA);

    private static String by(Optional<String> sessionId) {
        return sessionId.isPresent() ? " by a session" : "";
    }

    private static <T> T done(CompletionStage<T> stage) {
        CompletableFuture<T> asked = stage.toCompletableFuture();
        assertThat(asked).isDone();
        return asked.join();
    }

    /** What is paced has its time. */
    private <T> T soon(CompletionStage<T> stage) {
        fixture.time.advance(Duration.ofSeconds(1));
        return done(stage);
    }

    private ErrorCode refusal(CompletionStage<?> stage) {
        return ((ChatException) catchThrowableOfType(CompletionException.class, () -> soon(stage))
                        .getCause())
                .code();
    }

    private MessageId post(String text) {
        return done(room.publish(BO, text)).messageId();
    }

    private MessageId gone() {
        return MessageId.at(new Position(post("x").position().epoch(), 9_999));
    }

    private static MessageEdit says(String text) {
        return MessageEdit.builder().text(text).build();
    }

    @Test
    void everyoneInTheRoomHearsWhatTheHostDoesAsWhatAClientDoes() {
        MessageId id = post("one");
        TestClient ada = fixture.client("ada", "tea");

        Message reacted = done(room.react(BO, id, "x", true));
        soon(room.edit(id, says("two")));
        Message pinned = done(room.pin(id, true));
        Message deleted = done(room.delete(id));

        assertThat(ada.news())
                .containsExactly(
                        "updated Bo: one {x=1} by bo",
                        "updated Bo: two {x=1}",
                        "updated Bo: two {x=1}",
                        "updated Bo: ");
        assertThat(reacted.reactionCounts()).containsEntry("x", 1);
        assertThat(pinned.pinnedAt()).isPresent();
        assertThat(done(room.message(id))).contains(deleted);
    }

    @Test
    void theListenerHearsWhoDidItAndBySessionWhetherAClientOrTheHost() {
        MessageId id = post("one");
        TestClient ada = fixture.client("ada", "tea");
        done(room.react(BO, id, "x", true));
        ada.ask(1, new PinMessage(TEA, id, true));
        done(room.pin(id, false));
        done(room.edit(id, says("two")));
        done(room.delete(id));

        assertThat(acts)
                .extracting(act -> act.kind() + " by "
                        + act.by().map(user -> user.id().value()).orElse("the host") + by(act.sessionId()))
                .containsExactly(
                        "REACTED by bo",
                        "PINNED by ada by a session",
                        "UNPINNED by the host",
                        "EDITED by the host",
                        "DELETED by the host");
        assertThat(acts.get(0).reaction()).contains(new Reaction("x", BO.id(), true));
    }

    @Test
    void theListenerHearsOfMarksAndOfThoseThatGoWhetherBySessionOrTheHost() {
        Position second = post("one").position();
        TestClient ada = fixture.client("ada", "tea");
        done(room.follow(CY));
        ada.ask(1, new FollowRoom(TEA));
        done(room.unfollow(CY));
        done(room.unfollow(CY));
        ada.ask(2, new UnfollowRoom(TEA));
        soon(room.mark(CY, second));

        assertThat(marks)
                .containsExactly(
                        "cy at 1", "ada at 1 by a session", "cy left tea", "ada left tea by a session", "cy at 1");
    }

    @Test
    void whatIsSoAlreadyStaysSoAndIsToldToNobody() {
        MessageId id = post("one");
        TestClient ada = fixture.client("ada", "tea");
        done(room.react(BO, id, "x", true));
        done(room.pin(id, true));
        Message deleted = done(room.delete(id));
        ada.news();
        acts.clear();

        assertThat(done(room.react(BO, post("b"), "y", false)).text()).isEqualTo("b");
        assertThat(done(room.delete(id))).isEqualTo(deleted);
        assertThat(done(room.pin(id, false)).pinnedAt()).isEmpty();

        assertThat(ada.news()).containsExactly("Bo: b");
        assertThat(acts).isEmpty();
    }

    @Test
    void reactionsOfOneMomentAreToldTogetherAndTheHostsStagesWaitForIt() {
        MessageId id = post("one");
        done(room.react(BO, id, "x", true));
        CompletionStage<Message> second = room.react(User.of("cy", "Cy"), id, "x", true);
        assertThat(second.toCompletableFuture()).isNotDone();

        assertThat(soon(second).reactionCounts()).containsEntry("x", 2);
    }

    @Test
    void answersAreListedInPagesAndCountedOnWhatTheyAnswer() {
        MessageId root = post("root");
        List<Long> offsets = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            MessageDraft draft =
                    MessageDraft.builder(TEA, BO, "r" + i).replyTo(root).build();
            offsets.add(done(room.publish(draft)).position().offset());
        }
        fixture.time.advance(Duration.ofSeconds(1));

        assertThat(done(room.replies(root, 2, 0)).messages())
                .extracting(Message::text)
                .containsExactly("r0", "r1");
        assertThat(done(room.replies(root, 2, offsets.get(1))).messages())
                .extracting(Message::text)
                .containsExactly("r2");
        assertThat(done(room.message(root)).orElseThrow().thread().orElseThrow().replies())
                .isEqualTo(3);
    }

    @Test
    void whoReactedWhoHasReadAndWhatIsPinnedIsReadInPages() {
        MessageId id = post("one");
        for (String each : List.of("cy", "dee", "eve")) {
            room.react(User.of(each, each), id, "x", true);
            soon(room.mark(new UserId(each), id.position()));
        }
        done(room.pin(id, true));
        UserPage first = new UserPage(List.of(CY, new UserId("dee")), true);
        UserPage last = new UserPage(List.of(new UserId("eve")), false);

        assertThat(done(room.reactions(id, "x", 2))).isEqualTo(first);
        assertThat(done(room.reactions(id, "x", 2, new UserId("dee")))).isEqualTo(last);
        assertThat(done(room.readers(id, 2))).isEqualTo(first);
        assertThat(done(room.readers(id, 2, new UserId("dee")))).isEqualTo(last);
        assertThat(done(room.pins()).messages()).extracting(Message::id).containsExactly(id);
    }

    @Test
    void aMarkGoesForwardAloneUntilItIsSetBack() {
        Position first = post("one").position();
        Position second = post("two").position();

        assertThat(soon(room.mark(CY, second)).unread()).isZero();
        assertThat(soon(room.mark(CY, first)).mark().position()).isEqualTo(second);
        assertThat(soon(room.markUnread(CY, first)).unread()).isEqualTo(1);
    }

    @Test
    void theHostIsRefusedWithTheCodesOfClients() {
        MessageId id = post("one");
        MessageId gone = gone();
        MessageId deleted = done(room.delete(post("two"))).id();
        TestClient ada = fixture.client("ada", "tea");
        Position lost = new Position("lost", 3);
        UserId user = new UserId("ada");

        same(ada, ErrorCode.MESSAGE_NOT_FOUND, new React(TEA, gone, "x", true), room.react(BO, gone, "x", true));
        same(ada, ErrorCode.MESSAGE_NOT_FOUND, new React(TEA, deleted, "x", true), room.react(BO, deleted, "x", true));
        same(ada, ErrorCode.INVALID_MESSAGE, new React(TEA, id, "", true), room.react(BO, id, "", true));
        same(ada, ErrorCode.MESSAGE_NOT_FOUND, new PinMessage(TEA, deleted, true), room.pin(deleted, true));
        same(ada, ErrorCode.MESSAGE_NOT_FOUND, new PinMessage(TEA, gone, false), room.pin(gone, false));
        same(ada, ErrorCode.MESSAGE_NOT_FOUND, new ClientCommand.DeleteMessage(TEA, gone), room.delete(gone));
        same(ada, ErrorCode.BAD_REQUEST, new ReadReactions(TEA, id, "x", 0, null), room.reactions(id, "x", 0));
        same(ada, ErrorCode.BAD_REQUEST, new ReadReaders(TEA, id, 1_001, null), room.readers(id, 1_001));
        same(ada, ErrorCode.BAD_REQUEST, new ReadReplies(TEA, id, 0, 0), room.replies(id, 0, 0));
        same(ada, ErrorCode.BAD_REQUEST, new ReadReplies(TEA, id, 5, -1), room.replies(id, 5, -1));
        same(ada, ErrorCode.POSITION_LOST, new MarkRead(TEA, lost, OptionalLong.empty()), room.mark(user, lost));
        done(fixture.engine.room(new RoomId("one too")).follow(user));
        same(ada, ErrorCode.TOO_MANY_ROOMS, new FollowRoom(TEA), room.follow(user));
    }

    private void same(TestClient client, ErrorCode code, ClientCommand asked, CompletionStage<?> host) {
        client.news();
        client.ask(1, asked);
        fixture.time.advance(Duration.ofSeconds(1));
        assertThat(client.news()).as(asked.toString()).containsExactly("1:failed " + code);
        assertThat(refusal(host)).as(asked.toString()).isEqualTo(code);
    }

    @Test
    void anEditIsHeldToTheLengthAndToTheStateItWasMadeFrom() {
        MessageId id = post("one");
        Message edited = done(room.edit(id, says("two")));
        MessageEdit late = MessageEdit.builder()
                .text("three")
                .ifEditedAt(edited.editedAt().orElseThrow().minusMillis(1))
                .build();

        assertThat(refusal(room.edit(id, says("x".repeat(11))))).isEqualTo(ErrorCode.MESSAGE_TOO_LONG);
        assertThat(refusal(room.edit(id, late))).isEqualTo(ErrorCode.EDIT_CONFLICT);
        done(room.delete(id));
        assertThat(refusal(room.edit(id, says("four")))).isEqualTo(ErrorCode.MESSAGE_NOT_FOUND);
    }

    @Test
    void thereIsAnEndToPinsAndToKindsOfReactions() {
        MessageId id = post("one");
        for (int i = 0; i < Message.MAX_REACTIONS; i++) {
            soon(room.react(BO, id, "e" + i, true));
            done(room.pin(post("p" + i), true));
        }

        assertThat(refusal(room.react(BO, id, "more", true))).isEqualTo(ErrorCode.TOO_MANY_REACTIONS);
        assertThat(refusal(room.pin(id, true))).isEqualTo(ErrorCode.TOO_MANY_PINS);
    }
}
