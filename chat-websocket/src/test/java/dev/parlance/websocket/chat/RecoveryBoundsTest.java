package dev.parlance.websocket.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.model.UserId;
import dev.parlance.websocket.engineio.ManualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecoveryBoundsTest {
    private static final RecoveryState STATE = new RecoveryState("sid", new UserId("ada"), null, new RecoveryLog());

    private final ChatEngine engine = ChatEngine.builder().build();

    @BeforeEach
    void start() {
        engine.start().toCompletableFuture().join();
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private Recovery recovery(int budget) {
        return new Recovery(
                engine.nodes(), new StateBudget(budget, KeptStates.TIME, () -> 0), new ManualTime().timers());
    }

    private static boolean isKept(Recovery recovery, String privateId) {
        recovery.keep(privateId, STATE).toCompletableFuture().join();
        return recovery.claim(privateId, null).toCompletableFuture().join().isPresent();
    }

    @Test
    void whoeverEndsSessionsAsFastAsItCanFillsNoStore() {
        Recovery recovery = recovery(2 * (STATE.text().length() + StateBudget.OVERHEAD));
        assertThat(isKept(recovery, "one")).isTrue();
        assertThat(isKept(recovery, "two")).isTrue();
        assertThat(isKept(recovery, "three")).isFalse();
    }

    @Test
    void whatHappensAroundAClientThatIsNotLetInYetIsHeldBackUpToABoundAndInOrder() {
        HeldBack held = new HeldBack();
        List<Integer> seen = new ArrayList<>();
        int taken = 0;
        while (held.add(1, null, () -> seen.add(seen.size()))) {
            taken++;
        }
        assertThat(taken).isEqualTo(HeldBack.MOST);
        assertThat(seen).isEmpty();
        AtomicInteger room = new AtomicInteger(3);
        assertThat(held.release(() -> room.getAndDecrement() > 0)).isFalse();
        assertThat(seen).as("as fast as it reads").hasSize(3);
        assertThat(held.isReleased()).isFalse();
        assertThat(held.release(() -> true)).isTrue();
        assertThat(seen).hasSize(taken).isSorted();
        assertThat(held.add(1, null, () -> seen.add(-1))).isTrue();
        assertThat(seen).endsWith(-1);
    }

    @Test
    void whatIsHeldBackHasABoundInBytesToo() {
        HeldBack held = new HeldBack();
        int megabyte = 1 << 20;
        long taken = 0;
        while (held.add(megabyte, null, () -> {})) {
            taken += megabyte;
        }
        assertThat(taken).isEqualTo(HeldBack.MOST_BYTES + megabyte);
        AtomicInteger room = new AtomicInteger(1);
        assertThat(held.release(() -> room.getAndDecrement() > 0)).isFalse();
        assertThat(held.add(megabyte, null, () -> {})).as("once one is read").isTrue();
    }
}
