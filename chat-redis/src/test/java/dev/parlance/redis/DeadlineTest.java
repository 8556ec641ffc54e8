package dev.parlance.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.ChatBroker;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Receipt;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** What is said of operations that have no answer. */
@Tag("faults")
class DeadlineTest {
    private static final RoomId ROOM = new RoomId("room");
    private static final User ADA = User.of("ada", "Ada");

    private final RedisProgram redis = RedisProgram.with();
    private final TcpProxy proxy = new TcpProxy("127.0.0.1", redis.port());
    private final Jedis admin = new Jedis(URI.create(redis.url()));
    private final ChatBroker broker = Quiet.start(RedisConfig.builder()
            .url(proxy.url())
            .timeout(Duration.ofMillis(800))
            .maxPending(100)
            .build());

    @AfterEach
    void end() {
        proxy.stall(false);
        Quiet.done(broker.stop());
        admin.close();
        proxy.close();
        redis.close();
    }

    @Test
    void whatMayHaveBeenStoredIsRetryableOnlyUnderAClientsId() {
        proxy.stall(true);
        ChatException without = Quiet.failure(publish(null));
        ChatException with = Quiet.failure(publish("id"));

        assertThat(without.code()).isEqualTo(ErrorCode.BROKER_UNAVAILABLE);
        assertThat(without.retryable()).isFalse();
        assertThat(with.retryable()).isTrue();
    }

    @Test
    void whatWasNeverSentIsRetryable() {
        proxy.refuse(true);
        CompletionStage<Receipt> first = publish(null); // finds the connection broken
        Awaitility.await().until(() -> Quiet.failure(publish(null)).retryable());
        Quiet.failure(first);
        proxy.refuse(false);
    }

    @Test
    void whatTheStoreHasNotReadOfABrokenConnectionItForgetsBeforeItIsSentAgain() {
        admin.configSet("slowlog-log-slower-than", "0");
        proxy.cut();
        Quiet.done(publish(null));

        List<String> commands = admin.slowlogGet(100).stream()
                .map(entry -> String.join(" ", entry.getArgs()))
                .toList();
        assertThat(commands).anyMatch(command -> command.matches("(?i)client kill id \\d+"));
    }

    @Test
    void beyondTheBoundOneMoreFailsAtOnceAndMayBeTriedAgain() {
        proxy.stall(true);
        List<CompletionStage<Receipt>> waiting = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            waiting.add(publish(null));
        }

        CompletionStage<Receipt> tooMany = publish(null);

        assertThat(tooMany.toCompletableFuture()).isCompletedExceptionally();
        assertThat(Quiet.failure(tooMany).retryable()).isTrue();
        assertThat(waiting)
                .allSatisfy(stage -> assertThat(stage.toCompletableFuture()).isNotDone());
        waiting.forEach(Quiet::failure);
        proxy.stall(false);
        Awaitility.await().ignoreExceptions().until(() -> Quiet.done(publish(null)) != null);
    }

    @Test
    void anAnswerThatWasLostIsAskedForAgainAndNothingIsDoubled() {
        proxy.deafen(true);
        CompletionStage<Receipt> stage = publish(null);
        Awaitility.await().until(() -> admin.exists("chat:history:{room}"));
        proxy.deafen(false);
        proxy.cut();

        Receipt receipt = Quiet.done(stage);

        assertThat(Quiet.done(broker.history(ROOM, HistoryQuery.newest(10))).messages())
                .extracting(message -> message.position())
                .containsExactly(receipt.position());
    }

    @Test
    void anAnswerThatWasLostWithItsMessageIsNotMadeUp() {
        proxy.deafen(true);
        CompletionStage<Receipt> stage = broker.publish(draft(null), Retention.DEFAULT.withMaxMessages(0));
        Awaitility.await().until(() -> admin.exists("chat:history:{room}"));
        proxy.deafen(false);
        proxy.cut();

        assertThat(Quiet.failure(stage).retryable()).isFalse();
        assertThat(Quiet.done(broker.history(ROOM, HistoryQuery.newest(10)))
                        .position()
                        .offset())
                .isEqualTo(1);
    }

    private CompletionStage<Receipt> publish(String id) {
        return broker.publish(draft(id), Retention.DEFAULT);
    }

    private static MessageDraft draft(String id) {
        return MessageDraft.builder(ROOM, ADA, "text").clientMessageId(id).build();
    }
}
