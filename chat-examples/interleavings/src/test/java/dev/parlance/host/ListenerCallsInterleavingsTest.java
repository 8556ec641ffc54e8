package dev.parlance.host;

import dev.parlance.interleavings.Interleavings;
import dev.parlance.model.User;
import dev.parlance.policy.ChatListener;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** What the listener is to hear it hears, once, one call at a time; red if it may be called again only when the queue has been looked at. */
public class ListenerCallsInterleavingsTest {
    private static final User ADA = User.of("ada", "Ada");

    private final Queue<Runnable> lent = new ConcurrentLinkedQueue<>();
    private final AtomicInteger given = new AtomicInteger();
    private int heard;
    private boolean calling;
    private final ListenerCalls calls = new ListenerCalls(
            new ChatListener() {
                @Override
                public void connected(User user) {
                    if (calling) {
                        throw new AssertionError("two at a time");
                    }
                    calling = true;
                    heard++;
                    calling = false;
                }
            },
            lent::add);

    @Operation
    public void tell() {
        given.incrementAndGet();
        calls.tell(listener -> listener.connected(ADA));
    }

    @Operation
    public void work() {
        Runnable run = lent.poll();
        if (run != null) {
            run.run();
        }
    }

    @Validate
    public void nothingIsLost() {
        for (Runnable run = lent.poll(); run != null; run = lent.poll()) {
            run.run();
        }
        if (heard != given.get()) {
            throw new AssertionError(heard + " heard of " + given);
        }
    }

    @Test
    void inAllOrders() {
        Interleavings.check(getClass());
    }
}
