package dev.parlance.examples.bench.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * What all rounds of an attack say: medians of what was measured, sums of what was counted; in the order and, in snake case, under the names of the line that is printed. It holds
 * if there is no fault.
 */
record AttackResult(
        String attack,
        boolean tls,
        int rounds,
        double quietP50Ms,
        double quietP99Ms,
        double sinkP50Ms,
        double sinkP99Ms,
        double serverP50Ms,
        double serverP99Ms,
        double serverCpuS,
        long sinkConnections,
        long serverConnections,
        int refusedHonest,
        int lateHonest,
        int lostHonest,
        Map<String, Long> refusedAttacker,
        double heapBeforeMb,
        double heapAfterMb,
        long descriptorsBefore,
        long descriptorsAfter,
        List<String> faults) {
    /** What an attack on the server may cost the honest, measured by what it costs them on the sink. */
    private static final double TIMES = 2;

    private static final double MILLIS_MORE = 20;
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    static AttackResult of(String attack, boolean tls, List<RoundFigures> rounds) {
        double sink = median(rounds, round -> round.latencies().percentile(AttackPhase.SINK, 99));
        double server = median(rounds, round -> round.latencies().percentile(AttackPhase.SERVER, 99));
        List<String> faults = new ArrayList<>();
        for (RoundFigures round : rounds) {
            faults.addAll(round.faults());
            faults.addAll(round.grievances().first());
        }
        if (isTooSlow(sink, server)) {
            faults.add(String.format(Locale.ROOT, "p99 is %.1f ms, with the sink %.1f ms", server, sink));
        }
        RoundFigures last = rounds.get(rounds.size() - 1);
        return new AttackResult(
                attack,
                tls,
                rounds.size(),
                median(rounds, round -> round.latencies().percentile(AttackPhase.QUIET, 50)),
                median(rounds, round -> round.latencies().percentile(AttackPhase.QUIET, 99)),
                median(rounds, round -> round.latencies().percentile(AttackPhase.SINK, 50)),
                sink,
                median(rounds, round -> round.latencies().percentile(AttackPhase.SERVER, 50)),
                server,
                median(rounds, RoundFigures::cpuSeconds),
                rounds.stream().mapToLong(round -> round.onSink().dialed()).sum(),
                rounds.stream().mapToLong(round -> round.onServer().dialed()).sum(),
                count(rounds, Grievances.Kind.REFUSED),
                count(rounds, Grievances.Kind.LATE),
                count(rounds, Grievances.Kind.LOST),
                told(rounds),
                last.before().heapMegabytes(),
                last.after().heapMegabytes(),
                last.before().descriptors(),
                last.after().descriptors(),
                faults);
    }

    static boolean isTooSlow(double sinkMillis, double serverMillis) {
        return serverMillis > Math.max(sinkMillis * TIMES, sinkMillis + MILLIS_MORE);
    }

    private static int count(List<RoundFigures> rounds, Grievances.Kind kind) {
        return rounds.stream().mapToInt(round -> round.grievances().count(kind)).sum();
    }

    private static Map<String, Long> told(List<RoundFigures> rounds) {
        Map<String, Long> all = new TreeMap<>();
        rounds.forEach(round -> round.onServer().told().forEach((word, count) -> all.merge(word, count, Long::sum)));
        return all;
    }

    private static double median(List<RoundFigures> rounds, ToDoubleFunction<RoundFigures> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        double middle = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        return Math.round(middle * 1000) / 1000.0;
    }

    boolean holds() {
        return faults.isEmpty();
    }

    String json() {
        return JSON.writeValueAsString(this);
    }

    static String heading() {
        return String.format(
                "%-18s %15s %15s %15s %8s  %s",
                "attack",
                "quiet p50/p99",
                "sink p50/p99",
                "server p50/p99",
                "refused",
                "verdict; what the attacker was told");
    }

    String row() {
        StringBuilder row = new StringBuilder(String.format(
                Locale.ROOT,
                "%-18s %7.1f/%7.1f %7.1f/%7.1f %7.1f/%7.1f %8d  %s; %s",
                attack,
                quietP50Ms,
                quietP99Ms,
                sinkP50Ms,
                sinkP99Ms,
                serverP50Ms,
                serverP99Ms,
                refusedHonest,
                holds() ? "holds" : "FAILS",
                refusedAttacker));
        faults.forEach(fault -> row.append("\n    ").append(fault));
        return row.toString();
    }
}
