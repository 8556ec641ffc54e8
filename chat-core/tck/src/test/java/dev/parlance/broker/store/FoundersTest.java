package dev.parlance.broker.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.Topic;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomKind;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.Signal;
import dev.parlance.model.UserId;
import dev.parlance.tck.MemoryPorts;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The first members of a room are those of the call, whatever its caller does with the map before the transaction runs. */
class FoundersTest {
    private static final RoomId ROOM = new RoomId("room");
    private static final UserId ADA = new UserId("ada");

    private final CountDownLatch gate = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile boolean holding;
    private final StoreBroker node = StoreBroker.builder(new MemoryPorts(InstantSource.system()).newPort())
            .executor(task -> threads.execute(() -> {
                if (holding) {
                    awaitGate();
                }
                task.run();
            }))
            .build();

    @AfterEach
    void stop() {
        done(node.stop());
        threads.shutdownNow();
    }

    @Test
    void theFirstMembersAreThoseOfTheCall() {
        done(node.start(new Deaf()));
        Map<UserId, RoomRole> founders = new HashMap<>(Map.of(ADA, RoomRole.OWNER));
        holding = true;
        CompletionStage<RoomRecord> creation =
                node.createRoom(RoomRecord.builder(ROOM, RoomKind.PRIVATE).build(), founders);
        founders.clear();
        gate.countDown();

        done(creation);
        assertThat(done(node.member(ROOM, ADA))).isPresent();
    }

    private void awaitGate() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
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
