package dev.parlance.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.ChatBroker;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The process of a node is killed without a word: its members leave, once, within lease and sweep, and what it was to tell is told. */
@Tag("faults")
class NodeKilledTest {
    private static final User ADA = User.of("ada", "ada");
    private static final User BO = User.of("bo", "bo");
    private static final User CY = User.of("cy", "cy");
    private static final RoomId QUIET_ROOM = new RoomId("quiet");
    private static final Duration LEASE_AND_SWEEP = ChatBroker.LEASE.plusSeconds(5);
    private static final Duration ON_A_BUSY_MACHINE = Duration.ofSeconds(2);

    @Test
    void itsMembersLeaveOnceAndWhatItWasToTellIsToldWithinLeaseAndSweep() {
        try (RedisProgram redis = RedisProgram.with();
                Traffic traffic = new Traffic(
                        RedisBroker.of(RedisConfig.of(redis.url())), RedisBroker.of(RedisConfig.of(redis.url())));
                NodeProcess node = NodeProcess.start(redis.url(), traffic.room, ADA, BO, CY)) {
            ChatBroker living = traffic.nodes.get(0);
            living.enter(traffic.room, BO).toCompletableFuture().join();

            MessageDraft draft = MessageDraft.builder(QUIET_ROOM, BO, "nice").build();
            Position message =
                    Quiet.done(living.publish(draft, Retention.DEFAULT)).position();
            node.react(QUIET_ROOM, message); // where it has no members

            node.kill();
            List<RoomEvent> heard = traffic.followers.get(1).presence;
            Awaitility.await()
                    .atMost(LEASE_AND_SWEEP.plus(ON_A_BUSY_MACHINE))
                    .untilAsserted(() -> assertThat(heard).hasSizeGreaterThanOrEqualTo(5));
            Awaitility.await()
                    .atMost(ON_A_BUSY_MACHINE)
                    .untilAsserted(() -> assertThat(Quiet.done(living.message(QUIET_ROOM, message)))
                            .hasValueSatisfying(
                                    told -> assertThat(told.reactionCounts()).isEqualTo(Map.of("+1", 1))));
            traffic.flow(50);
            traffic.end();

            assertThat(heard.subList(3, heard.size()))
                    .extracting(event -> ((RoomEvent.Left) event).user())
                    .containsExactlyInAnyOrder(ADA, CY);
            assertThat(traffic.followers.get(0).presence).isEqualTo(heard);
            assertThat(living.members(traffic.room).toCompletableFuture().join().members())
                    .containsExactly(BO);
            traffic.assertNothingLost();
        }
    }
}
