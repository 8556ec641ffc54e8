package dev.parlance.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomEvent.Joined;
import dev.parlance.model.RoomEvent.Left;
import dev.parlance.model.User;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The process of a node stands still for half a minute and goes on: it finds itself fenced, and enters its members anew. */
@Tag("faults")
class NodeStoppedTest {
    private static final User ADA = User.of("ada", "ada");
    private static final User BO = User.of("bo", "bo");
    private static final Duration STANDSTILL = Duration.ofSeconds(30);

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void itsMembersLeaveOnceAndComeBackOnceAndItHasMissedNothing() {
        try (RedisProgram redis = RedisProgram.with();
                Traffic traffic = new Traffic(
                        RedisBroker.of(RedisConfig.of(redis.url())), RedisBroker.of(RedisConfig.of(redis.url())));
                NodeProcess node = NodeProcess.start(redis.url(), traffic.room, ADA, BO)) {
            List<RoomEvent> heard = traffic.followers.get(0).presence;

            node.stop();
            Awaitility.await()
                    .pollDelay(STANDSTILL)
                    .atMost(STANDSTILL.plusSeconds(5))
                    .until(() -> true);
            assertThat(heard.subList(2, heard.size()))
                    .containsExactlyInAnyOrder(new Left(traffic.room, ADA, 3), new Left(traffic.room, BO, 4));
            node.goOn();

            Awaitility.await()
                    .untilAsserted(() -> assertThat(heard.subList(4, heard.size()))
                            .containsExactlyInAnyOrder(
                                    new Joined(traffic.room, ADA, 5), new Joined(traffic.room, BO, 6)));
            traffic.flow(50);
            traffic.end();
            assertThat(node.check()).isEqualTo("[] 0 doubled, 0 restarts");
            assertThat(heard).hasSize(6);
            assertThat(traffic.followers.get(1).presence).isEqualTo(heard);
            traffic.assertNothingLost();
        }
    }
}
