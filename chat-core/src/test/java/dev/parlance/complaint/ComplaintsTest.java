package dev.parlance.complaint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.parlance.ChatEngine;
import dev.parlance.policy.ChatLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ComplaintsTest {
    private final List<String> lines = new ArrayList<>();
    private long now;
    private boolean full;

    private final Complaints complaints = new Complaints(
            (text, cause) -> lines.add("WARN " + text),
            (text, cause) -> lines.add("ERROR " + text),
            () -> now,
            line -> {
                if (full) {
                    throw new RejectedExecutionException();
                }
                line.run();
            });

    @Test
    void ofEachKindOneLineIsWrittenInTenSecondsWithTheNumberOfThoseThatWereNot() {
        for (int i = 0; i < 1_000_000; i++) {
            complaints.warn("a peer misbehaves", i);
            complaints.error("a listener failed", null);
        }
        assertThat(lines).containsExactly("WARN a peer misbehaves: 0", "ERROR a listener failed");
        now += TimeUnit.SECONDS.toNanos(10);
        complaints.warn("a peer misbehaves", "again");
        assertThat(lines)
                .element(2)
                .isEqualTo("WARN a peer misbehaves: again (and 999999 more since the last such line)");
    }

    @Test
    void whoMakesUpKindsFillsNeitherTheLogNorTheMemory() {
        for (int i = 0; i < 10_000; i++) {
            complaints.warn("kind " + i, null);
        }
        assertThat(lines).hasSizeLessThan(100);
    }

    @Test
    void allDoorsOfAProcessTogetherWriteSoManyLinesASecond() {
        LineRate shared = new LineRate(now);
        for (int i = 0; i < 50; i++) {
            Complaints door = new Complaints(
                    (text, cause) -> lines.add(text), (text, cause) -> {}, () -> now, Runnable::run, shared);
            for (int kind = 0; kind < 10; kind++) {
                door.warn("kind " + kind, null);
            }
        }
        assertThat(lines).hasSize(LineRate.BURST);
        now += TimeUnit.SECONDS.toNanos(1);
        for (int i = 0; i < 50; i++) {
            new Complaints((text, cause) -> lines.add(text), (text, cause) -> {}, () -> now, Runnable::run, shared)
                    .warn("another", null);
        }
        assertThat(lines).hasSize(LineRate.BURST + LineRate.PER_SECOND);
    }

    @Test
    void howManyLinesThatAreTheHostSays() {
        LineRate lines = new LineRate(now);
        lines.set(2, 5);
        assertThat(taken(lines)).isEqualTo(5);
        now += TimeUnit.SECONDS.toNanos(1);
        assertThat(taken(lines)).isEqualTo(2);
    }

    private int taken(LineRate lines) {
        int taken = 0;
        while (lines.tryTake(now)) {
            taken++;
        }
        return taken;
    }

    @Test
    void theEngineThatWasBuiltLastSaysItForItsProcess() {
        engine(ChatLimits.builder().logLines(7, 70));
        assertThat(Complaints.PROCESS.is(7, 70)).isTrue();
        engine(ChatLimits.builder());
        assertThat(Complaints.PROCESS.is(LineRate.PER_SECOND, LineRate.BURST)).isTrue();
    }

    private static void engine(ChatLimits.Builder limits) {
        ChatEngine.builder().limits(limits.build()).build().close();
    }

    @Test
    void whatALogThatBlocksCannotTakeIsCounted() {
        full = true;
        complaints.warn("a peer misbehaves", 1);
        full = false;
        now += TimeUnit.SECONDS.toNanos(10);
        complaints.warn("a peer misbehaves", 2);
        assertThat(lines).containsExactly("WARN a peer misbehaves: 2 (and 1 more since the last such line)");
    }

    @Test
    void aLogThatFailsFailsNobodyWhoComplains() {
        Complaints unheard = new Complaints(
                (text, cause) -> {
                    throw new IllegalStateException("the disk is full");
                },
                (text, cause) -> {},
                () -> now,
                Runnable::run);
        assertThatCode(() -> unheard.warn("a peer misbehaves", null)).doesNotThrowAnyException();
    }
}
