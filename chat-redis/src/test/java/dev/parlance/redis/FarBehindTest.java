package dev.parlance.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.Receipt;
import dev.parlance.model.Resumption;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Someone comes back who has missed more than Redis can tell in one go. */
class FarBehindTest {
    private static final int MOST = 10_000;
    private static final RoomId ROOM = new RoomId("room");

    @Test
    void tenThousandAreToldAndOfMoreThatPostsAreMissing() {
        try (RedisProgram redis = RedisProgram.with()) {
            RedisBroker broker = RedisBroker.of(
                    RedisConfig.builder().url(redis.url()).maxPending(MOST + 1).build());
            Quiet.done(broker.start(new Quiet()));
            MessageDraft draft =
                    MessageDraft.builder(ROOM, User.of("ada", "Ada"), "text").build();
            Retention all = new Retention(Retention.MAX_MESSAGES, Duration.ofDays(1));
            CompletionStage<Receipt> first = broker.publish(draft, all);
            CompletionStage<Receipt> last = first;
            for (int i = 0; i < MOST; i++) {
                last = broker.publish(draft, all);
            }
            Position since = Quiet.done(first).position();
            Position end = Quiet.done(last).position();

            Resumption most = Quiet.done(broker.resume(ROOM, since));
            Resumption more = Quiet.done(broker.resume(ROOM, new Position(since.epoch(), 0)));

            assertThat(most.complete()).isTrue();
            assertThat(most.messages()).hasSize(MOST);
            assertThat(more.postsComplete()).isFalse();
            assertThat(more.messages()).isEmpty();
            assertThat(more.position()).isEqualTo(end);
            Quiet.done(broker.stop());
        }
    }
}
