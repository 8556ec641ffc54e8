package dev.parlance.examples.bench.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is judged, and how. */
class AttackResultTest {
    private static final Vitals.Look LOOK = new Vitals.Look(20, 40);

    private final Grievances grievances = new Grievances();

    @Test
    void anAttackMayCostTwiceWhatItCostsOnTheSink() {
        assertThat(result(100, 199).holds()).isTrue();
        assertThat(result(100, 210).faults()).singleElement().asString().contains("p99");
    }

    @Test
    void orTwentyMillisecondsMore() {
        assertThat(result(1, 20).holds()).isTrue();
        assertThat(result(1, 22).holds()).isFalse();
    }

    @Test
    void whoIsHonestAndRefusedIsAFault() {
        grievances.add(Grievances.Kind.REFUSED, "ear was closed with 4002");
        AttackResult result = result(1, 1);
        assertThat(result.refusedHonest()).isEqualTo(1);
        assertThat(result.faults()).containsExactly("ear was closed with 4002");
        assertThat(result.row()).contains("FAILS", "4002");
    }

    @Test
    void whoIsLateOrLosesAMessageIsAFaultAndNoRefusal() {
        grievances.add(Grievances.Kind.LATE, "newcomer did not get in within 10 s");
        grievances.add(Grievances.Kind.LOST, "after message 1 of a voice came 3");
        AttackResult result = result(1, 1);
        assertThat(result.refusedHonest()).isZero();
        assertThat(result.lateHonest()).isEqualTo(1);
        assertThat(result.lostHonest()).isEqualTo(1);
        assertThat(result.faults()).hasSize(2);
    }

    @Test
    void whatTheAttackerWasToldIsSummedOverTheRounds() {
        AttackResult result = AttackResult.of("some", true, List.of(round(1, 1), round(3, 3), round(2, 9)));
        assertThat(result.refusedAttacker()).containsExactly(Map.entry("429", 6L));
        assertThat(result.sinkP99Ms()).isBetween(1.9, 2.1);
        assertThat(result.serverP99Ms()).isBetween(2.9, 3.1);
        assertThat(result.json()).contains("\"attack\":\"some\",\"tls\":true,\"rounds\":3", "\"refused_honest\":0");
    }

    private AttackResult result(int sinkMillis, int serverMillis) {
        return AttackResult.of("some", false, List.of(round(sinkMillis, serverMillis)));
    }

    private RoundFigures round(int sinkMillis, int serverMillis) {
        PhaseLatencies latencies = new PhaseLatencies();
        latencies.record(AttackPhase.SINK, sinkMillis * 1_000_000L);
        latencies.record(AttackPhase.SERVER, serverMillis * 1_000_000L);
        AttackReport report = new AttackReport(5, Map.of("429", 2L), List.of(), null);
        return new RoundFigures(latencies, report, report, 1, LOOK, LOOK, grievances, List.of());
    }
}
