package dev.parlance.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.model.Credentials;
import dev.parlance.model.User;
import dev.parlance.policy.Authenticator;
import dev.parlance.policy.ChatLimits;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However a login ends, its place is free at once and its session takes the next command. */
class LoginPlacesTest {
    private static final int PLACES = 2;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private enum Road {
        LET_IN,
        NOBODY,
        FAILED,
        CANCELLED_BY_THE_HOST,
        NO_STAGE,
        EXCEPTION,
        ERROR,
        LATE,
        MAY_BLOCK_THROWS,
        MAY_BLOCK_THROWS_AN_ERROR,
        EXPIRED_BEFORE_IT_BEGAN,
        EXECUTOR_REFUSES,
        EXECUTOR_THROWS,
        EXECUTOR_THROWS_AN_ERROR,
        EXPIRED_WITHOUT_A_THREAD,
        CLIENT_GOES_WHILE_ASKED,
        CLIENT_GOES_WITHOUT_A_THREAD
    }

    private final ArrayDeque<Runnable> lent = new ArrayDeque<>();
    private final ArrayDeque<CompletableFuture<User>> undecided = new ArrayDeque<>();
    private Road road;
    private EngineFixture fixture;

    private final class Host implements Authenticator {
        @Override
        public CompletionStage<User> authenticate(Credentials credentials) {
            if (road == Road.EXCEPTION) {
                throw new IllegalStateException("expected by this test");
            } else if (road == Road.ERROR) {
                throw new StackOverflowError("expected by this test");
            } else if (road == Road.NO_STAGE) {
                return null;
            }
            undecided.add(new CompletableFuture<>());
            return undecided.getLast();
        }

        @Override
        public boolean mayBlock() {
            if (road == Road.MAY_BLOCK_THROWS) {
                throw new IllegalStateException("expected by this test");
            } else if (road == Road.MAY_BLOCK_THROWS_AN_ERROR) {
                throw new StackOverflowError("expected by this test");
            } else if (road == Road.EXPIRED_BEFORE_IT_BEGAN) {
                fixture.time.advance(TIMEOUT); // as if the process had stood still
            }
            return true;
        }
    }

    private void execute(Runnable task) {
        if (road == Road.EXECUTOR_REFUSES) {
            throw new RejectedExecutionException("expected by this test");
        } else if (road == Road.EXECUTOR_THROWS) {
            throw new IllegalStateException("expected by this test");
        } else if (road == Road.EXECUTOR_THROWS_AN_ERROR) {
            throw new OutOfMemoryError("expected by this test: unable to create native thread");
        }
        lent.add(task);
    }

    private void runLent() {
        for (Runnable task = lent.poll(); task != null; task = lent.poll()) {
            task.run();
        }
    }

    @ParameterizedTest
    @EnumSource
    void itsPlaceIsFreeAtOnceAndItsSessionGoesOn(Road taken) {
        fixture = new EngineFixture(builder -> builder.authenticator(new Host())
                .executor(this::execute)
                .limits(ChatLimits.builder()
                        .unlimitedRates()
                        .authentications(PLACES, 100)
                        .build()));
        road = taken;
        TestClient ada = fixture.client().as("ada");
        switch (taken) {
            case EXPIRED_WITHOUT_A_THREAD -> fixture.time.advance(TIMEOUT);
            case CLIENT_GOES_WITHOUT_A_THREAD -> ada.vanish();
            default -> runLent();
        }
        switch (taken) {
            case LET_IN -> undecided.remove().complete(User.of("ada", "Ada"));
            case NOBODY -> undecided.remove().complete(null);
            case FAILED -> undecided.remove().completeExceptionally(new IllegalStateException("expected by this test"));
            case CANCELLED_BY_THE_HOST -> undecided.remove().cancel(false);
            case LATE -> fixture.time.advance(TIMEOUT);
            case CLIENT_GOES_WHILE_ASKED -> ada.vanish();
            default ->
                assertThat(undecided).as("not asked, or answered already").isEmpty();
        }
        lent.clear();
        undecided.clear();
        road = null;

        if (taken != Road.CLIENT_GOES_WHILE_ASKED && taken != Road.CLIENT_GOES_WITHOUT_A_THREAD) {
            assertThat(ada.news()).as("what the login came to").hasSize(taken == Road.LET_IN ? 0 : 1);
            assertThat(ada.join("tea").news()).as("the next command").isNotEmpty();
        }
        for (int i = 0; i < PLACES + 1; i++) {
            fixture.client().as("guest" + i);
        }
        runLent();
        assertThat(undecided).as("asked at once").hasSize(PLACES);
    }
}
