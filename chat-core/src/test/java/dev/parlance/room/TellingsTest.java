package dev.parlance.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import dev.parlance.ManualTime;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.host.Audit;
import dev.parlance.host.EngineContext;
import dev.parlance.host.EngineTimer;
import dev.parlance.host.FileContext;
import dev.parlance.host.Placements;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.MessageId;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.policy.ChatLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What others add to a message is told at once, then together, and always in the end. */
class TellingsTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final Message MESSAGE = Message.posted(
                    MessageDraft.builder(TEA, User.of("ada", "Ada"), "hi").build(), new Position("e", 1), Instant.EPOCH)
            .build();
    private static final MessageId ID = MESSAGE.id();
    private static final ChatException DOWN = new ChatException(ErrorCode.BROKER_UNAVAILABLE, "down");

    private final ManualTime time = new ManualTime();
    private final List<MessageId> told = new ArrayList<>();
    private CompletionStage<Optional<Message>> answer = CompletableFuture.completedStage(Optional.of(MESSAGE));

    private final Tellings tellings = tellings(10);

    private Tellings tellings(int most) {
        ForwardingBroker broker = new ForwardingBroker(InMemoryBroker.builder().build()) {
            @Override
            public CompletionStage<Optional<Message>> tell(RoomId roomId, Position message) {
                told.add(MessageId.at(message));
                return answer;
            }

            @Override
            public CompletionStage<Optional<Message>> message(RoomId roomId, Position position) {
                return CompletableFuture.completedStage(Optional.of(MESSAGE));
            }
        };
        EngineContext context = new EngineContext(
                broker,
                null,
                null,
                null,
                null,
                List.of(),
                ChatLimits.DEFAULT,
                null,
                null,
                time::ticks,
                time,
                new EngineTimer(time),
                null,
                Runnable::run,
                null,
                mock(Placements.class),
                mock(Audit.class),
                true,
                FileContext.NONE);
        return new Tellings(context, most);
    }

    private CompletableFuture<Message> add() {
        return tellings.after(TEA, ID).toCompletableFuture();
    }

    @Test
    void theFirstIsToldAtOnceAndTheOthersTogetherWhenThePauseIsOver() {
        assertThat(add()).isCompletedWithValue(MESSAGE);
        CompletableFuture<Message> second = add();
        CompletableFuture<Message> third = add();
        assertThat(told).hasSize(1);
        time.advance(Duration.ofMillis(199));
        assertThat(second).isNotDone();

        time.advance(Duration.ofMillis(1));

        assertThat(told).hasSize(2);
        assertThat(second).isCompletedWithValue(MESSAGE);
        assertThat(third).isCompletedWithValue(MESSAGE);
    }

    @Test
    void whatIsAddedWhileItIsBeingToldIsToldOnceMore() {
        CompletableFuture<Optional<Message>> slow = new CompletableFuture<>();
        answer = slow;
        CompletableFuture<Message> first = add();
        answer = CompletableFuture.completedStage(Optional.of(MESSAGE));
        CompletableFuture<Message> second = add();
        slow.complete(Optional.of(MESSAGE));
        assertThat(first).isCompletedWithValue(MESSAGE);
        assertThat(second).isNotDone();

        time.advance(Tellings.PAUSE);

        assertThat(second).isCompletedWithValue(MESSAGE);
        assertThat(told).hasSize(2);
    }

    @Test
    void fiveThousandInASecondAreFiveTellings() {
        for (int i = 0; i < 1_000; i++) {
            for (int j = 0; j < 5; j++) {
                add();
            }
            time.advance(Duration.ofMillis(1));
        }
        assertThat(told).hasSize(5 + 1); // the first, and one at the end of each pause
    }

    @Test
    void aMessageThatIsQuietIsForgotten() {
        add();
        time.advance(Tellings.PAUSE);
        assertThat(tellings.size()).isZero();
        add();
        assertThat(told).hasSize(2);
    }

    @Test
    void whatAnotherNodeHasToldIsTheMessageAsItIs() {
        answer = CompletableFuture.completedStage(Optional.empty());
        assertThat(add()).isCompletedWithValue(MESSAGE);
    }

    @Test
    void whatCannotBeToldIsTriedAgainLaterAndLater() {
        answer = CompletableFuture.failedStage(DOWN);
        assertThat(add()).isCompletedExceptionally();
        time.advance(Duration.ofSeconds(1));
        time.advance(Duration.ofSeconds(2));
        assertThat(told).hasSize(3);
        answer = CompletableFuture.completedStage(Optional.of(MESSAGE));
        time.advance(Duration.ofSeconds(4));
        assertThat(told).hasSize(4);

        time.advance(Duration.ofMinutes(5));

        assertThat(told).hasSize(4);
        assertThat(tellings.size()).isZero();
    }

    @Test
    void whatIsGoneIsOwedNothing() {
        answer = CompletableFuture.failedStage(new ChatException(ErrorCode.MESSAGE_NOT_FOUND, "gone"));
        assertThat(add()).isCompletedExceptionally();
        time.advance(Duration.ofMinutes(5));
        assertThat(told).hasSize(1);
    }

    @Test
    void theEndOfTheEngineTellsWhatWaits() {
        add();
        CompletableFuture<Message> waits = add();

        assertThat(tellings.flush()).isCompleted();

        assertThat(waits).isCompletedWithValue(MESSAGE);
        assertThat(told).hasSize(2);
        time.advance(Duration.ofMinutes(5));
        assertThat(told).hasSize(2);
    }

    @Test
    void beyondTheBoundItIsToldAtOnce() {
        Tellings one = tellings(1);
        one.after(TEA, ID);
        MessageId other = new MessageId("e-2");
        assertThat(one.after(TEA, other).toCompletableFuture()).isCompleted();
        assertThat(one.after(TEA, other).toCompletableFuture()).isCompleted();
        assertThat(told).containsExactly(ID, other, other);
        assertThat(one.size()).isEqualTo(1);
    }
}
