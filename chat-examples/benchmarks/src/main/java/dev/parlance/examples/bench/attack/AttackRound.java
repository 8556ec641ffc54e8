package dev.parlance.examples.bench.attack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One attack on one new server, phase after phase, and what was seen. */
final class AttackRound {
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration MOST_WARM_UP = Duration.ofSeconds(60);
    private static final Duration MOST_RECOVERY = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    /** Of the time between two looks, for compilers that have nothing left to do. */
    private static final Duration IDLE = Duration.ofMillis(5);

    /** Newcomers come and go, and a JVM opens a file now and then. */
    private static final int DESCRIPTORS = 10;

    private final Attack attack;
    private final Attackers attackers;
    private final Duration length;
    private final Grievances grievances = new Grievances();
    private final List<String> faults = new ArrayList<>();
    private AttackReport onSink = AttackReport.EMPTY;
    private AttackReport onServer = AttackReport.EMPTY;
    private double cpuSeconds;
    private Vitals.Look before = new Vitals.Look(0, 0);
    private Vitals.Look after = before;

    AttackRound(Attack attack, Attackers attackers, Duration length) {
        this.attack = attack;
        this.attackers = attackers;
        this.length = length;
    }

    RoundFigures run(Path jar, @Nullable Path certificate) {
        try (AttackedServer server = AttackedServer.start(jar, attack, certificate);
                HonestPair pair = HonestPair.talking(server.address, grievances);
                Newcomer newcomer = new Newcomer(server.address, grievances)) {
            newcomer.begin();
            try {
                phases(server, pair, newcomer);
            } catch (AttackException e) {
                faults.add(String.valueOf(e.getMessage()));
            }
            if (!server.process.isAlive()) {
                faults.add("the server has ended: " + server.process.lastWords());
            }
            PhaseLatencies latencies = pair.end();
            return new RoundFigures(latencies, onSink, onServer, cpuSeconds, before, after, grievances, faults);
        }
    }

    private void phases(AttackedServer server, HonestPair pair, Newcomer newcomer) {
        attackers.prepare(attack, server.port());
        try (Crowd crowd = new Crowd(server.address, attack.readBefore(), grievances)) {
            crowd.begin();
            pass(shorter(WARM_UP, length));
        }
        settle(server, newcomer);
        before = server.vitals.look();
        grievances.forget();
        pair.phase(AttackPhase.QUIET);
        pass(length);
        pair.phase(AttackPhase.SINK);
        onSink = attackers.attackSink(attack, length);
        pair.phase(AttackPhase.SERVER);
        double cpuBefore = server.process.cpuSeconds();
        onServer = attackers.attack(attack, server.port(), length);
        cpuSeconds = server.process.cpuSeconds() - cpuBefore;
        pair.phase(AttackPhase.RECOVERY);
        recover(server);
        attackers.leave(attack).forEach(words -> grievances.add(Grievances.Kind.REFUSED, words));
    }

    /** Until the server's compilers have done what was put before them, and those who come are in at once. */
    private void settle(AttackedServer server, Newcomer newcomer) {
        long end = System.nanoTime() + MOST_WARM_UP.toNanos();
        Duration before = Duration.ZERO;
        Duration now = server.vitals.compiled();
        while ((now.minus(before).compareTo(IDLE) > 0 || !newcomer.isSwift()) && System.nanoTime() < end) {
            pass(BETWEEN_LOOKS);
            before = now;
            now = server.vitals.compiled();
        }
    }

    private void recover(AttackedServer server) {
        long end = System.nanoTime() + MOST_RECOVERY.toNanos();
        after = server.vitals.look();
        while (!isBack() && System.nanoTime() < end) {
            pass(BETWEEN_LOOKS);
            after = server.vitals.look();
        }
        if (!isBack()) {
            faults.add(
                    "not back within " + MOST_RECOVERY.toSeconds() + " s: heap " + (int) before.heapMegabytes() + " -> "
                            + (int) after.heapMegabytes() + " MB, descriptors " + before.descriptors() + " -> "
                            + after.descriptors());
        }
    }

    private boolean isBack() {
        return after.heapMegabytes() <= before.heapMegabytes() + attack.keeps()
                && after.descriptors() <= before.descriptors() + DESCRIPTORS;
    }

    private static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long rest = time.toNanos(); rest > 0; rest = end - System.nanoTime()) {
            LockSupport.parkNanos(rest);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
