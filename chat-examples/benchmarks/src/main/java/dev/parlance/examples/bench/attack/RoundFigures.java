package dev.parlance.examples.bench.attack;

import java.util.List;

/** What was seen in one round; {@code cpuSeconds} are the server's while it was attacked, {@code faults} those that no figure tells. */
record RoundFigures(
        PhaseLatencies latencies,
        AttackReport onSink,
        AttackReport onServer,
        double cpuSeconds,
        Vitals.Look before,
        Vitals.Look after,
        Grievances grievances,
        List<String> faults) {}
