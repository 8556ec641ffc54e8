package dev.parlance.archive.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.RoomId;
import dev.parlance.tck.harness.Stages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class BuilderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void whatIsOutOfBoundsIsRefusedAllAtOnce() {
        JdbcArchive.Builder builder =
                JdbcArchive.builder(Sources.h2("none")).threads(0).maxCalls(0).timeout(Duration.ZERO);

        assertThatThrownBy(builder::build).hasMessageContainingAll("threads", "maxCalls", "timeout");
    }

    @Test
    void whatIsBeyondTheBoundOfCallsFailsAtOnce() {
        List<Runnable> held = new ArrayList<>();
        JdbcArchive archive = JdbcArchive.builder(Sources.h2("bound"))
                .executor(held::add)
                .maxCalls(2)
                .build();
        CompletionStage<Void> start = archive.start();
        held.remove(0).run();
        Stages.done(start, PATIENCE);

        archive.end(new RoomId("a"));
        archive.end(new RoomId("b"));
        assertThat(Stages.failure(archive.end(new RoomId("c")), PATIENCE))
                .isInstanceOfSatisfying(
                        ChatException.class, full -> assertThat(full.code()).isEqualTo(ErrorCode.OVERLOADED));

        held.remove(0).run();
        CompletionStage<?> next = archive.end(new RoomId("c"));
        held.forEach(Runnable::run);
        assertThat(Stages.done(next, PATIENCE)).isNotNull();
        archive.stop();
    }

    @Test
    void whatIsInFlightAtTheStopEnds() {
        List<Runnable> held = new ArrayList<>();
        JdbcArchive archive =
                JdbcArchive.builder(Sources.h2("stop")).executor(held::add).build();
        CompletionStage<Void> start = archive.start();
        held.remove(0).run();
        Stages.done(start, PATIENCE);
        CompletionStage<?> waiting = archive.end(new RoomId("a"));

        Stages.done(archive.stop(), PATIENCE);

        assertThat(Stages.failure(waiting, PATIENCE)).hasMessageContaining("stopped");
    }

    @Test
    void anArchiveStartsOnce() {
        JdbcArchive archive = JdbcArchive.builder(Sources.h2("once")).build();
        Stages.done(archive.start(), PATIENCE);

        assertThat(Stages.failure(archive.start(), PATIENCE)).hasMessageContaining("once");

        archive.stop();
    }
}
