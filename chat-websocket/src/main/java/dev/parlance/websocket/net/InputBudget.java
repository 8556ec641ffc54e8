package dev.parlance.websocket.net;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a node holds for its clients until it is complete: heads, bodies, frames and fragments that have begun, packets whose attachments have yet to come,
 * requests behind one that is being answered, and answers that a client does not take. All of it has one sum; each holder has an {@link InputShare} of it.
 *
 * <p>When the sum is over the limit those who hold the most have to go, the oldest of equals first: strangers until an eighth of the limit is free again, and if
 * that does not suffice the known until the limit is kept. A holder on another I/O thread goes as soon as that thread gets to it; meanwhile the sum may be a quarter over the limit, and
 * beyond that whoever wants more goes at once, but for the known with a few kilobytes.
 *
 * <p>Whoever holds counts what is allocated, not what was announced, after the fact: so a node may be over its limit by one step of growth for each I/O thread.
 */
public final class InputBudget {
    private static final int SHARE_OF_THE_HEAP = 8;
    private static final long LEAST = 2L * 1024 * 1024;
    private static final long A_FEW_KILOBYTES = 16L * 1024;

    private static final Comparator<Candidate> FIRST_TO_GO = Comparator.comparing(Candidate::known)
            .thenComparingLong(each -> -each.bytes())
            .thenComparingLong(Candidate::since);

    /** What a share was like when it was looked at: others change it meanwhile. */
    private record Candidate(InputShare share, boolean known, long bytes, long since) {}

    private final long limit;
    private final AtomicLong sum = new AtomicLong();
    private final Set<InputShare> holders = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();

    /**
     * Makes a budget.
     *
     * @param limit in bytes
     */
    public InputBudget(long limit) {
        this.limit = limit;
    }

    /** {@return how many bytes it is if nothing is said: an eighth of the largest heap, and at least 2 MB} */
    public static long defaultLimit() {
        return Math.max(LEAST, Runtime.getRuntime().maxMemory() / SHARE_OF_THE_HEAP);
    }

    /** {@return how many bytes are held now} */
    public long held() {
        return sum.get();
    }

    /**
     * Opens a share that holds nothing yet, and costs nothing as long as it does not.
     *
     * @param loop where the holder lives; the share is for that event loop only
     * @param onTooMuch gives everything up and ends the holder; called on the event loop, perhaps after the holder has ended already
     * @return the share of a stranger
     */
    public InputShare share(Executor loop, Runnable onTooMuch) {
        return new InputShare(this, loop, onTooMuch);
    }

    /** Counts; false if the share itself has to go. */
    boolean changed(InputShare share, long before, long now) {
        if (before == 0) {
            holders.add(share);
        } else if (now == 0) {
            holders.remove(share);
        }
        long held = sum.addAndGet(now - before);
        return now <= before || held <= limit || makeRoom(share);
    }

    private boolean makeRoom(InputShare wanting) {
        List<InputShare> going = choose();
        boolean stays = true;
        for (InputShare each : going) {
            if (each == wanting) {
                stays = false;
            } else {
                each.dismiss();
            }
        }
        if (!stays || sum.get() <= limit + limit / 4) {
            return stays;
        }
        return wanting.isKnown() && wanting.bytes() <= A_FEW_KILOBYTES;
    }

    private List<InputShare> choose() {
        lock.lock();
        try {
            long excess = sum.get() - (limit - limit / 8);
            List<Candidate> candidates = new ArrayList<>();
            for (InputShare each : holders) {
                if (each.isDismissed()) {
                    excess -= each.bytes();
                } else {
                    candidates.add(new Candidate(each, each.isKnown(), each.bytes(), each.since()));
                }
            }
            if (excess <= 0) { // those who are told already suffice: the usual case under attack, for each that asks
                return List.of();
            }
            candidates.sort(FIRST_TO_GO);
            List<InputShare> going = new ArrayList<>();
            for (Candidate each : candidates) {
                if (excess <= (each.known() ? limit / 8 : 0)) {
                    break;
                }
                excess -= each.bytes();
                each.share().markDismissed();
                going.add(each.share());
            }
            return going;
        } finally {
            lock.unlock();
        }
    }
}
