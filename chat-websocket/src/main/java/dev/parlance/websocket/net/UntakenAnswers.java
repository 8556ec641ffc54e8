package dev.parlance.websocket.net;

import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What waits of large answers for a peer that does not take them, in the node's budget; small ones are not counted. For the wire's event loop only. */
final class UntakenAnswers {
    private final Supplier<InputShare> budget;
    private @Nullable InputShare share;

    /** Takes a share of the budget once a large answer waits. */
    UntakenAnswers(Supplier<InputShare> budget) {
        this.budget = budget;
    }

    /** One more of so many bytes waits, of so many that wait altogether. */
    void add(int bytes, int waiting) throws IOException {
        if (bytes <= InputShare.LARGE_ANSWER) {
            return;
        }
        InputShare held = share;
        if (held == null) {
            held = budget.get();
            share = held;
        }
        if (!held.holdMore(bytes, waiting)) {
            throw new IOException("the node holds too much for clients that do not read");
        }
    }

    /** So much is left of all that waits. */
    void atMost(int left) {
        if (share != null) {
            share.holdAtMost(left);
        }
    }
}
