package dev.parlance.examples.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.Topic;
import dev.parlance.broker.store.StoreBroker;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.ReadMark;
import dev.parlance.model.Receipt;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Engines over one PostgreSQL, and whom messages mention. */
class MentionsOverPostgresTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final UserId BO = new UserId("bo");

    private final PostgresStore store = new PostgresStore();

    @AfterEach
    void drop() {
        store.close();
    }

    private ChatEngine engine() {
        ChatEngine engine = ChatEngine.builder()
                .broker(StoreBroker.builder(store.newPort()).build())
                .build();
        done(engine.start());
        return engine;
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Test
    void oneNodeRaisesTheCountAndAnotherOneThatChangesTheMessageLowersIt() {
        ChatEngine one = engine();
        Position before = done(one.room(TEA).publish("welcome")).position();
        StoreBroker reading = StoreBroker.builder(store.newPort()).build();
        done(reading.start(new Deaf()));
        done(reading.putMark(ReadMark.builder(BO, TEA, before).number(1).build(), 1));
        Receipt said = done(one.room(TEA)
                .publish(MessageDraft.builder(TEA, User.of("ada", "Ada"), "tea?")
                        .mentions(List.of(BO, new UserId("cy")))
                        .build()));
        done(one.stop()); // what it owes is done then
        assertThat(mentions(reading)).isEqualTo(1);

        ChatEngine other = engine();
        Message message = done(other.room(TEA).message(said.messageId())).orElseThrow();
        done(other.room(TEA).change(message.toBuilder().deleted().build()));
        done(other.stop());

        assertThat(mentions(reading)).isZero();
        done(reading.stop());
    }

    private static long mentions(StoreBroker reading) {
        return done(reading.mark(BO, TEA)).orElseThrow().mentions();
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
