package dev.parlance.examples.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.archive.jdbc.PostgresServer;
import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.Topic;
import dev.parlance.broker.store.StoreBroker;
import dev.parlance.model.ChatException;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Receipt;
import dev.parlance.model.Resumption;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real primary that dies, and a real replica that is promoted and lacks its last writes. */
@Tag("faults")
class ReplicaPromotedTest {
    private static final RoomId ROOM = new RoomId("room");
    private static final User ADA = User.of("ada", "Ada");

    private final CountDownLatch gap = new CountDownLatch(1);

    @Test
    void noPositionIsGivenTwiceAndThoseOnWhichBothAgreeStayGood() throws Exception {
        try (PostgresServer primary = PostgresServer.start();
                PostgresServer replica = primary.replica();
                PostgresPort port = new PostgresPort(
                        primary.url()
                                .replace(
                                        "/postgres",
                                        ",127.0.0.1:" + replica.port() + "/postgres?targetServerType=primary"),
                        primary.login(),
                        "chat",
                        4)) {
            StoreBroker node = StoreBroker.builder(port).lanes(4).build();
            done(node.start(new Listener()));
            done(node.subscribe(new Topic.Room(ROOM)));
            Receipt agreed = post(node, "both have it");
            String written = primary.ask("SELECT pg_current_wal_lsn()");
            until(() -> replica.ask("SELECT pg_last_wal_replay_lsn() >= '" + written + "'::pg_lsn")
                    .equals("t"));
            replica.detach();
            Receipt gone = post(node, "the primary alone has it");

            primary.kill();
            replica.ask("SELECT pg_promote()");
            until(() -> serves(node));
            Receipt next = post(node, "said afterwards");

            assertThat(gap.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(next.position().epoch()).isNotEqualTo(gone.position().epoch());
            Resumption missed = done(node.resume(ROOM, agreed.position()));
            assertThat(missed.complete()).isTrue();
            assertThat(missed.messages()).extracting(Message::text).containsExactly("said afterwards");
            assertThat(done(node.resume(ROOM, gone.position())).postsComplete()).isFalse();
            assertThat(done(node.history(ROOM, HistoryQuery.newest(10))).messages())
                    .extracting(Message::text)
                    .containsExactly("both have it", "said afterwards");
            done(node.stop());
        }
    }

    private static Receipt post(StoreBroker node, String text) throws Exception {
        return done(node.publish(MessageDraft.builder(ROOM, ADA, text).build(), Retention.DEFAULT));
    }

    private static boolean serves(StoreBroker node) {
        try {
            done(node.put("key", "value", Duration.ofMinutes(1)));
            return true;
        } catch (Exception e) {
            assertThat(e).hasCauseInstanceOf(ChatException.class);
            return false;
        }
    }

    private static <T> T done(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for 30 s").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private final class Listener implements BrokerListener {
        @Override
        public void onEvent(RoomEvent event) {}

        @Override
        public void onSignal(Topic topic, Signal signal) {}

        @Override
        public void onGap(RoomId roomId) {
            gap.countDown();
        }
    }
}
