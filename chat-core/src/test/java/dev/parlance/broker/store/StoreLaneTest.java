package dev.parlance.broker.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreLaneTest {
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final List<String> seen = new ArrayList<>();
    private final List<Runnable> turns = new ArrayList<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final StoreLane lane = lane();

    private StoreLane lane() {
        return new StoreLane(this::take, waitingBytes);
    }

    private void take(Runnable turn) {
        Throwable thrown = failure.getAndSet(null);
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        turns.add(turn);
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, LinkageError.class})
    void anExecutorThatFailsOnceCostsWhatWaitedAndTheLaneGoesOn(Class<? extends Throwable> thrown) throws Exception {
        failure.set(thrown.getConstructor(String.class).newInstance("expected by this test"));
        lane.add(step("lost"));
        lane.add(step("next"));
        turns.forEach(Runnable::run);
        assertThat(seen).containsExactly("lost: " + ErrorCode.BROKER_UNAVAILABLE, "next");
    }

    @Test
    void anExecutorThatFailsBetweenTwoTurnsCostsWhatIsLeft() {
        for (int i = 0; i < 100; i++) {
            lane.add(step("" + i));
        }
        failure.set(new IllegalStateException("expected by this test"));
        List.copyOf(turns).forEach(Runnable::run);
        assertThat(seen).hasSize(100).endsWith("99: " + ErrorCode.BROKER_UNAVAILABLE);
    }

    @Test
    void whatWaitsInAllLanesTogetherIsBoundedInBytes() {
        StoreLane other = lane();
        lane.add(step("half", StoreLane.MOST_BYTES / 2));
        other.add(step("another half", StoreLane.MOST_BYTES / 2));
        lane.add(step("one byte", 1));
        lane.addAlways(step("the broker's own", 1));
        turns.forEach(Runnable::run);
        lane.add(step("one byte again", 1));

        assertThat(seen)
                .containsExactly("one byte: " + ErrorCode.OVERLOADED, "half", "the broker's own", "another half");
        assertThat(waitingBytes).hasValue(1);
    }

    @Test
    void whatIsRefusedAtTheEndWeighsNothingAnyMore() {
        lane.add(step("lost", 5));
        lane.refuseAll(StoreCalls.afterStop());
        turns.forEach(Runnable::run);

        assertThat(seen).containsExactly("lost: " + ErrorCode.BROKER_UNAVAILABLE);
        assertThat(waitingBytes).hasValue(0);
    }

    private StoreLane.Step step(String name) {
        return step(name, 0);
    }

    private StoreLane.Step step(String name, long bytes) {
        return new StoreLane.Step() {
            @Override
            public void run() {
                seen.add(name);
            }

            @Override
            public void refuse(ChatException reason) {
                seen.add(name + ": " + reason.code());
            }

            @Override
            public long bytes() {
                return bytes;
            }
        };
    }
}
