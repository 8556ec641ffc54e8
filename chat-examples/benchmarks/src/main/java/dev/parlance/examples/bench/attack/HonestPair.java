package dev.parlance.examples.bench.attack;

import dev.parlance.examples.bench.Stamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One says something every 20 ms, the other hears it. That is more than a user may say by default: so the one are ten in truth, who take turns. They stay within their rates even
 * if the server, or the machine, takes ten seconds of it at once. How long a message took counts from when it was due.
 */
final class HonestPair implements AutoCloseable {
    private static final String ROOM = "honest";
    private static final int VOICES = 10;
    private static final Duration PACE = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final SocketLoop loop = SocketLoop.started("honest-pair");
    private final Grievances grievances;
    private final PhaseLatencies latencies = new PhaseLatencies();
    private final List<HonestClient> voices = new ArrayList<>();
    private final CountDownLatch in = new CountDownLatch(VOICES + 1);
    private final Stamp stamp = new Stamp();
    private final long[] last = new long[VOICES];
    private final List<AttackPhase> phases = new CopyOnWriteArrayList<>(List.of(AttackPhase.WARM_UP));
    private volatile boolean silent;
    private final AtomicLong said = new AtomicLong();
    private final AtomicLong heard = new AtomicLong();

    private HonestPair(Grievances grievances) {
        this.grievances = grievances;
    }

    /** Returns when they talk. */
    static HonestPair talking(Address server, Grievances grievances) {
        HonestPair pair = new HonestPair(grievances);
        pair.loop.execute(() -> pair.enter(server));
        try {
            if (!pair.in.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                pair.loop.close();
                throw new AttackException("the honest pair did not get in: " + grievances.first());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AttackException("interrupted while the honest pair gets in", e);
        }
        pair.loop.execute(() -> pair.loop.every(PACE, () -> !pair.silent, pair::say));
        return pair;
    }

    private void enter(Address server) {
        HonestClient.Listener entering = new HonestClient.Listener() {
            @Override
            public void ready(HonestClient self) {
                in.countDown();
            }
        };
        for (int i = 0; i < VOICES; i++) {
            voices.add(new HonestClient(loop, server, Loopback.address(0, 1), "voice" + i, ROOM, grievances, entering));
        }
        new HonestClient(loop, server, Loopback.address(0, 1), "ear", ROOM, grievances, new HonestClient.Listener() {
            @Override
            public void ready(HonestClient self) {
                in.countDown();
            }

            @Override
            public void heard(byte[] bytes, int length) {
                HonestPair.this.heard(bytes, length);
            }
        });
    }

    private void say() {
        long before = said.getAndIncrement();
        int voice = (int) (before % VOICES);
        String mark = "@" + ((phases.size() - 1) * VOICES + voice) + "." + (before / VOICES + 1) + "." + loop.due + "@";
        voices.get(voice).send(Phrases.say(ROOM, mark));
    }

    private void heard(byte[] bytes, int length) {
        if (!stamp.find(bytes, 0, length)) {
            return; // who comes and goes
        }
        int voice = stamp.client % VOICES;
        if (stamp.sequence != last[voice] + 1) {
            grievances.add(Grievances.Kind.LOST, "after message " + last[voice] + " of a voice came " + stamp.sequence);
        }
        last[voice] = stamp.sequence;
        heard.incrementAndGet();
        latencies.record(phases.get(stamp.client / VOICES), System.nanoTime() - stamp.nanos);
    }

    /** What is said from now on belongs to this phase. */
    void phase(AttackPhase next) {
        phases.add(next);
    }

    /** They fall silent; waits until all that was said is heard, or is a grievance. */
    PhaseLatencies end() {
        silent = true;
        long end = System.nanoTime() + LAST_WORDS.toNanos();
        CountDownLatch over = new CountDownLatch(1);
        loop.execute(() -> loop.every(Duration.ofMillis(10), () -> over.getCount() > 0, () -> {
            if (heard.get() >= said.get() || System.nanoTime() > end) {
                over.countDown();
            }
        }));
        try {
            if (!over.await(LAST_WORDS.toMillis() * 2, TimeUnit.MILLISECONDS) || heard.get() < said.get()) {
                grievances.add(Grievances.Kind.LATE, (said.get() - heard.get()) + " messages were not heard in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
        return latencies;
    }

    @Override
    public void close() {
        silent = true;
        loop.close();
    }
}
