package dev.parlance.examples.bench.attack;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What an attack is put on, a server or the sink, with the attacker's connections to it. */
final class Target implements AutoCloseable {
    /** The attacker's, and nobody else's. */
    static final InetAddress SOURCE = Loopback.address(0, 2);

    private static final int SMALL_BUFFER = 4_096;
    private static final long SECOND = 1_000_000_000;

    final SocketLoop loop = new SocketLoop();
    private final Address address;
    private final double scale;
    private final Duration length;
    private long end;
    private final Map<String, Long> told = new TreeMap<>();
    private final List<Foe> foes = new ArrayList<>();
    private long dialed;
    private boolean done;

    Target(Address address, double scale, Duration length) {
        this.address = address;
        this.scale = scale;
        this.length = length;
    }

    /** So many as are asked for in a full attack. */
    int scaled(int count) {
        return (int) Math.max(1, Math.round(count * scale));
    }

    Foe dial() {
        return dial(0);
    }

    /** A connection whose client reads nothing, with little room for what comes. */
    Foe dialDeaf() {
        Foe foe = dial(SMALL_BUFFER);
        foe.deafen();
        return foe;
    }

    private Foe dial(int receiveBuffer) {
        dialed++;
        Foe foe = new Foe(this, address, receiveBuffer);
        foes.add(foe);
        if (foes.size() > 10_000) {
            foes.removeIf(Foe::isClosed);
        }
        return foe;
    }

    /** Holds so many connections, whatever becomes of them: each lives so long and is then made anew. {@code act} says what it does. They begin within a second. */
    void hold(int count, Duration life, Consumer<Foe> act) {
        hold(count, life, this::dial, act);
    }

    /** The same with clients that read nothing. */
    void holdDeaf(int count, Duration life, Consumer<Foe> act) {
        hold(count, life, this::dialDeaf, act);
    }

    private void hold(int count, Duration life, Supplier<Foe> dial, Consumer<Foe> act) {
        int all = scaled(count);
        for (int i = 0; i < all; i++) {
            loop.after(
                    Duration.ofNanos(SECOND * i / all),
                    () -> loop.every(life, this::goesOn, () -> {
                        Foe foe = dial.get();
                        act.accept(foe);
                        loop.after(life, foe::close);
                    }));
        }
    }

    void told(String word) {
        told.merge(word, 1L, Long::sum);
    }

    /** The attack has done all that it does. */
    void done() {
        done = true;
    }

    long dialed() {
        return dialed;
    }

    Map<String, Long> told() {
        return told;
    }

    boolean goesOn() {
        return !done && System.nanoTime() < end;
    }

    /** Attacks until the time is over, which begins now. */
    void attack() {
        end = System.nanoTime() + length.toNanos();
        loop.run(() -> !goesOn());
    }

    @Override
    public void close() {
        foes.forEach(Foe::close);
        loop.close();
    }
}
