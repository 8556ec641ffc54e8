package dev.parlance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.ActOnMessage;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Message;
import dev.parlance.model.MessageId;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.policy.ChatLimits;
import dev.parlance.policy.ChatListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The host changes messages under the rules that hold for everyone. */
class RoomChangeTest {
    private final EngineFixture fixture = new EngineFixture(
            builder -> builder.limits(ChatLimits.builder().maxMessageLength(10).build()));
    private final Room room = fixture.engine.room(new RoomId("tea"));

    @Test
    void everyoneInTheRoomHearsTheChange() {
        TestClient ada = fixture.client("ada", "tea");
        Message posted = post("one");
        ada.news();
        Message changed = room.change(
                        posted.toBuilder().edited("two", posted.timestamp()).build())
                .toCompletableFuture()
                .join();
        assertThat(ada.news()).containsExactly("updated Bo: two");
        assertThat(room.message(posted.id()).toCompletableFuture().join()).contains(changed);
    }

    @Test
    void anEditIsHeldToTheLengthOfThisService() {
        Message posted = post("one");
        CompletionStage<Message> edited = room.change(
                posted.toBuilder().edited("x".repeat(11), posted.timestamp()).build());
        assertThat(refusal(edited)).isEqualTo(ErrorCode.MESSAGE_TOO_LONG);
        assertThat(refusal(room.publish(User.of("bo", "Bo"), "x".repeat(11)))).isEqualTo(ErrorCode.MESSAGE_TOO_LONG);
    }

    @Test
    void aDeletedMessageIsNotRevivedFromAnOlderCopy() {
        Message posted = post("one");
        Message deleted = room.change(posted.toBuilder().deleted().build())
                .toCompletableFuture()
                .join();
        Message revived =
                posted.toBuilder().changeOffset(deleted.changeOffset()).build();
        assertThat(refusal(room.change(revived))).isEqualTo(ErrorCode.MESSAGE_NOT_FOUND);
    }

    @Test
    void aMessageOfAnotherRoomIsRefused() {
        Room other = fixture.engine.room(new RoomId("other"));
        assertThat(refusal(other.change(post("one")))).isEqualTo(ErrorCode.BAD_REQUEST);
    }

    @Test
    void whatAMessageIsStaysAndAnotherTextSaysWhenItWasEdited() {
        Message posted = post("one");
        Message.Builder another =
                Message.stored(posted.roomId(), User.of("eve", "Eve"), posted.position(), posted.timestamp());
        Message.Builder earlier = Message.stored(
                posted.roomId(),
                posted.author(),
                posted.position(),
                posted.timestamp().minusMillis(1));
        assertThat(refusal(room.change(another.text("one").build()))).isEqualTo(ErrorCode.INVALID_MESSAGE);
        assertThat(refusal(room.change(earlier.text("one").build()))).isEqualTo(ErrorCode.INVALID_MESSAGE);
        assertThat(refusal(room.change(posted.toBuilder().clientMessageId("x").build())))
                .isEqualTo(ErrorCode.INVALID_MESSAGE);
        assertThat(refusal(room.change(posted.toBuilder().text("two").build()))).isEqualTo(ErrorCode.INVALID_MESSAGE);
        assertThat(room.message(posted.id()).toCompletableFuture().join()).contains(posted);
    }

    @Test
    void theHostsListenerHearsWhatBecameOfItAndThatNoUserDidIt() {
        List<ActOnMessage> acts = new ArrayList<>();
        EngineFixture heard = new EngineFixture(builder -> builder.listener(new ChatListener() {
            @Override
            public void acted(ActOnMessage act) {
                acts.add(act);
            }
        }));
        Room there = heard.engine.room(new RoomId("tea"));
        Message posted = there.publish(User.of("bo", "Bo"), "one")
                .thenCompose(receipt -> there.message(receipt.messageId()))
                .toCompletableFuture()
                .join()
                .orElseThrow();
        Message edited = there.change(
                        posted.toBuilder().edited("two", posted.timestamp()).build())
                .toCompletableFuture()
                .join();
        Message pinned = there.change(
                        edited.toBuilder().pinnedAt(posted.timestamp()).build())
                .toCompletableFuture()
                .join();
        there.change(pinned.toBuilder().pinnedAt(null).build())
                .thenCompose(
                        unpinned -> there.change(unpinned.toBuilder().deleted().build()))
                .toCompletableFuture()
                .join();

        assertThat(acts)
                .extracting(ActOnMessage::kind)
                .containsExactly(
                        ActOnMessage.Kind.EDITED,
                        ActOnMessage.Kind.PINNED,
                        ActOnMessage.Kind.UNPINNED,
                        ActOnMessage.Kind.DELETED);
        assertThat(acts).allSatisfy(act -> assertThat(act.by()).isEmpty());
        assertThat(acts.get(0).message()).isEqualTo(edited);
    }

    private Message post(String text) {
        return room.publish(User.of("bo", "Bo"), text)
                .thenCompose(receipt -> room.message(MessageId.at(receipt.position())))
                .toCompletableFuture()
                .join()
                .orElseThrow();
    }

    private static ErrorCode refusal(CompletionStage<?> stage) {
        try {
            stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            return ((ChatException) e.getCause()).code();
        }
        throw new AssertionError("not refused");
    }
}
