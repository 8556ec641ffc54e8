package dev.parlance.broker.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreLaneTest {
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final List<String> seen = new ArrayList<>();
    private final List<Runnable> turns = new ArrayList<>();
    private final StoreLane lane = new StoreLane(turn -> {
        Throwable thrown = failure.getAndSet(null);
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        turns.add(turn);
    });

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

    private StoreLane.Step step(String name) {
        return new StoreLane.Step() {
            @Override
            public void run() {
                seen.add(name);
            }

            @Override
            public void refuse(ChatException reason) {
                seen.add(name + ": " + reason.code());
            }
        };
    }
}
