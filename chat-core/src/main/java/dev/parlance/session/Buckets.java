package dev.parlance.session;

import dev.parlance.policy.Metered;
import dev.parlance.policy.Rate;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What a connection or a user has left of everything that is counted: for each a bucket that holds a burst and fills at a rate, kept as one time stamp (the generic cell rate algorithm). Times
 * are monotonic, in nanoseconds. Any thread; without a lock, and nothing is allocated, as every message passes here.
 */
public final class Buckets {
    private static final int KINDS = Metered.values().length;
    private static final double SECOND = 1e9;
    /** However much was taken at once, whoever waits so long may go on. */
    private static final double LONGEST_DEBT = 3_600 * SECOND;

    private final AtomicLongArray fullAt = new AtomicLongArray(KINDS);

    Buckets(long now) {
        for (int i = 0; i < KINDS; i++) {
            fullAt.setPlain(i, now);
        }
    }

    /** Takes so much if it is there; returns how long to wait until it is, 0 if it was taken. */
    public long tryTake(Metered what, Rate rate, long amount, long now) {
        return tryTake(what, rate, amount, now, now);
    }

    /** The same for what may have been asked for at any time since then: what a full bucket would have gained meanwhile is there, too. */
    public long tryTake(Metered what, Rate rate, long amount, long since, long now) {
        int place = place(what);
        double each = nanosEach(rate);
        long most = (long) ((rate.burst() - Math.min(amount, rate.burst())) * each);
        while (true) {
            long full = fullAt.get(place);
            long debt = Math.max(full - now, since - now);
            if (debt > most) {
                return debt - most;
            }
            if (fullAt.compareAndSet(place, full, now + more(debt, rate, amount))) {
                return 0;
            }
        }
    }

    /** Takes so much, whether it is there or not. */
    public void take(Metered what, Rate rate, long amount, long now) {
        int place = place(what);
        while (true) {
            long full = fullAt.get(place);
            if (fullAt.compareAndSet(place, full, now + more(debt(full, now), rate, amount))) {
                return;
            }
        }
    }

    /** How long so much takes to fill. */
    static double nanosEach(Rate rate) {
        return SECOND / rate.perSecond();
    }

    private static long more(long debt, Rate rate, long amount) {
        double each = nanosEach(rate);
        return (long) Math.min(Math.max(LONGEST_DEBT, rate.burst() * each), debt + amount * each);
    }

    private static long debt(long full, long now) {
        return Math.max(0, full - now);
    }

    @SuppressWarnings("EnumOrdinal") // one number a bucket: a map would cost each connection ten times that
    private static int place(Metered what) {
        return what.ordinal();
    }

    /** Whether nothing would be different with new ones. */
    boolean areFull(long now) {
        for (int i = 0; i < KINDS; i++) {
            if (fullAt.get(i) - now > 0) {
                return false;
            }
        }
        return true;
    }
}
