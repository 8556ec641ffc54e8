package dev.parlance.broker.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.Topic;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Receipt;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomKind;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import dev.parlance.tck.MemoryPorts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnsureCommitTest {
    private static final RoomId ROOM = new RoomId("room");
    private static final User ADA = User.of("ada", "Ada");

    private final MemoryPorts ports = new MemoryPorts(InstantSource.system());
    private final StorePort port = ports.newPort();
    private final StoreBroker node = StoreBroker.builder(port).build();

    @BeforeEach
    void start() throws Exception {
        done(node.start(new Deaf()));
    }

    @AfterEach
    void stop() throws Exception {
        done(node.stop());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aMessageWithAnIdIsPlacedOnceWhetherOrNotTheLostCommitTookEffect(boolean committed) throws Exception {
        ports.loseNextAnswer(port, committed);

        Receipt receipt = done(node.publish(draft("mine"), Retention.DEFAULT));

        List<Message> history =
                done(node.history(ROOM, HistoryQuery.newest(10))).messages();
        assertThat(history).extracting(Message::id).containsExactly(receipt.messageId());
    }

    @Test
    void aMessageWithoutAnIdFailsAndIsNotToBeSentAgain() {
        ports.loseNextAnswer(port, true);

        assertThatThrownBy(() -> done(node.publish(draft(null), Retention.DEFAULT)))
                .isInstanceOfSatisfying(ChatException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.BROKER_UNAVAILABLE);
                    assertThat(refusal.retryable()).isFalse();
                });
    }

    @Test
    void whatIsTakenIsNotTakenASecondTimeInSilence() throws Exception {
        done(node.put("key", "value", Duration.ofMinutes(1)));
        ports.loseNextAnswer(port, true);

        assertThatThrownBy(() -> done(node.take("key"))).isInstanceOf(ChatException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoEntersJoinsOnce(boolean committed) throws Exception {
        ports.loseNextAnswer(port, committed);

        assertThat(done(node.enter(ROOM, ADA))).isEqualTo(1);
        assertThat(done(node.members(ROOM)).members()).containsExactly(ADA);
    }

    /** Done once more it might bring back whom another node took away meanwhile, take away whom that one put, or delete what it created. */
    @Test
    void aChangeToMembersOrTheEndOfARoomIsNotDoneASecondTimeInSilence() throws Exception {
        done(node.createRoom(RoomRecord.builder(ROOM, RoomKind.PRIVATE).build(), Map.of()));

        assertNotToBeDoneAgain(() -> node.putMember(ROOM, ADA.id(), RoomRole.MEMBER, 10));
        assertNotToBeDoneAgain(() -> node.removeMember(ROOM, ADA.id()));
        assertNotToBeDoneAgain(() -> node.deleteRoom(ROOM));
    }

    private void assertNotToBeDoneAgain(Supplier<CompletionStage<?>> change) {
        ports.loseNextAnswer(port, true);
        assertThatThrownBy(() -> done(change.get())).isInstanceOfSatisfying(ChatException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(ErrorCode.BROKER_UNAVAILABLE);
            assertThat(refusal.retryable()).isFalse();
        });
    }

    @Test
    void aSubscriptionWhoseTokenIsLostWithTheLineIsCompleteOnceTheLineStands() throws Exception {
        ports.breakLine(port);

        done(node.subscribe(new Topic.Room(ROOM)));
    }

    private static MessageDraft draft(String id) {
        return MessageDraft.builder(ROOM, ADA, "text").clientMessageId(id).build();
    }

    private static <T> T done(CompletionStage<T> stage) throws InterruptedException, TimeoutException {
        try {
            return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (ExecutionException | CompletionException e) {
            throw (RuntimeException) e.getCause();
        }
    }

    private static final class Deaf implements BrokerListener {
        @Override
        public void onEvent(RoomEvent event) {}

        @Override
        public void onSignal(Topic topic, Signal signal) {}

        @Override
        public void onGap(RoomId roomId) {}
    }
}
