package dev.parlance.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.Activity;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Mention;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.Profile;
import dev.parlance.model.Reaction;
import dev.parlance.model.Removal;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomRole;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A frame says what it is, so that a transport need not read it. */
class FactsTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final User ADA = User.of("ada", "Ada");
    private static final Message MESSAGE = Message.posted(
                    MessageDraft.builder(TEA, ADA, "Hello").build(), new Position("e", 3), Instant.EPOCH)
            .build();
    private static final Set<Class<?>> WITHOUT_ROOM = Set.of(
            ServerEvent.MarkUpdated.class,
            ServerEvent.UserMentioned.class,
            ServerEvent.OwnReaction.class,
            ServerEvent.ProfileUpdated.class,
            ServerEvent.WatchGap.class,
            ServerEvent.RoomActivity.class,
            ServerEvent.MessageHistory.class,
            ServerEvent.RoomUsers.class);

    static Stream<ServerEvent> events() {
        return Stream.of(
                new ServerEvent.MessagePosted(MESSAGE),
                new ServerEvent.MessageUpdated(
                        MESSAGE.toBuilder().changeOffset(5).build()),
                new ServerEvent.UserJoined(TEA, ADA),
                new ServerEvent.UserLeft(TEA, ADA),
                new ServerEvent.UsersChanged(TEA, 60, List.of(ADA), List.of()),
                new ServerEvent.UserTyping(TEA, ADA, true),
                new ServerEvent.Signalled(TEA, Signal.of("closing", Map.of())),
                new ServerEvent.RoomUpdated(TEA, null),
                new ServerEvent.MemberUpdated(TEA, ADA.id(), RoomRole.GUEST),
                new ServerEvent.MarkUpdated(TEA, null, 0),
                new ServerEvent.UserMentioned(new Mention(TEA, MESSAGE.id(), ADA.id()), true),
                new ServerEvent.OwnReaction(TEA, MESSAGE.id(), new Reaction("x", ADA.id(), true)),
                new ServerEvent.ProfileUpdated(Profile.builder(ADA.id(), "Ada").build()),
                new ServerEvent.WatchGap(),
                new ServerEvent.Read(TEA, "e", Map.of(ADA.id(), 3L)),
                new ServerEvent.RoomActivity(List.of(new Activity(TEA, new Position("e", 3), 2, false))),
                new ServerEvent.HistoryGap(TEA),
                new ServerEvent.RemovedFromRoom(TEA, Removal.of(Removal.Kind.KICK, "enough"), true),
                new ServerEvent.MessageHistory(List.of(MESSAGE)),
                new ServerEvent.RoomUsers(List.of(ADA)),
                new ServerEvent.Failure(new ChatException(ErrorCode.FORBIDDEN, "no"), "typing", TEA));
    }

    private static EventFrame frame(ServerEvent event) {
        return new EventFrame(new byte[] {1, 2, 3}, 1, event);
    }

    @Test
    void everyEventIsTriedHere() {
        assertThat(events().map(Object::getClass))
                .containsExactlyInAnyOrder(ServerEvent.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventsFrameSaysWhatItIsOfWhichRoomAndHowPreciousItIs(ServerEvent event) {
        EventFrame frame = frame(event);
        assertThat(frame.type()).isEqualTo(event.getClass());
        assertThat(frame.roomId()).isEqualTo(WITHOUT_ROOM.contains(event.getClass()) ? null : TEA);
        assertThat(frame.priority()).isEqualTo(event.priority());
    }

    @Test
    void whatIsStoredHasThePositionAtWhichAClientStandsThatHasGotIt() {
        assertThat(events().filter(event -> frame(event).position() != null))
                .map(ServerEvent::name)
                .containsExactly("message", "message_updated");
        assertThat(frame(new ServerEvent.MessagePosted(MESSAGE)).position()).isEqualTo(new Position("e", 3));
        Message changed = MESSAGE.toBuilder().changeOffset(5).build();
        assertThat(frame(new ServerEvent.MessageUpdated(changed)).position()).isEqualTo(new Position("e", 5));
    }

    @Test
    void anAnswersFrameSaysWhichRequestItAnswersAndIsNeverShed() {
        AnswerFrame frame = new AnswerFrame(new byte[] {1}, 0, 17);
        assertThat(frame.requestId()).isEqualTo(17);
        assertThat(frame.priority()).isEqualTo(FramePriority.ESSENTIAL);
    }
}
