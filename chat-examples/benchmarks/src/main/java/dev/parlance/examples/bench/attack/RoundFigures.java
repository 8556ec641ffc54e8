package dev.parlance.examples.bench.attack;

import java.util.List;

/** What was seen in one round; {@code faults} are those that no figure tells. */
record RoundFigures(
        PhaseLatencies latencies,
        AttackReport onSink,
        AttackReport onServer,
        Vitals.Look before,
        Vitals.Look after,
        Grievances grievances,
        List<String> faults) {}
