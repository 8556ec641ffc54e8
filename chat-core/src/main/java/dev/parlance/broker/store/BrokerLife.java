package dev.parlance.broker.store;

import dev.parlance.broker.BrokerListener;
import dev.parlance.complaint.Complaints;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The start and the stop of one broker: what begins and ends when. For use by any thread. */
final class BrokerLife {
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(BrokerLife.class.getName()));
    /** Longer than what is under way takes with a port that keeps to its contract. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final StorePort port;
    private final Threads threads;
    private final StoreCalls calls;
    private final NodeLife life;
    private final Subscribing subscribing;
    private final Runnable preparing;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private volatile boolean begun;

    /**
     * Makes a life.
     *
     * @param preparing makes in the store what all nodes need, once this node is admitted
     */
    BrokerLife(
            StorePort port,
            Threads threads,
            StoreCalls calls,
            NodeLife life,
            Subscribing subscribing,
            Runnable preparing) {
        this.port = port;
        this.threads = threads;
        this.calls = calls;
        this.life = life;
        this.subscribing = subscribing;
        this.preparing = preparing;
    }

    CompletionStage<Void> start(BrokerListener listener) {
        return calls.start(() -> {
            begun = true;
            try {
                begin(listener);
            } catch (RuntimeException e) {
                end();
                throw e;
            }
        });
    }

    private void begin(BrokerListener listener) {
        requireStore();
        life.begin();
        preparing.run();
        try {
            port.listen(subscribing.ear(life.node(), listener, threads));
        } catch (StoreUnavailableException e) {
            throw unreachable(e);
        }
        calls.open();
        threads.every(NodeLife.BEAT, life::beat);
    }

    /** Whoever starts a node is told why its store cannot be used, which is nobody else's business. */
    private void requireStore() {
        try {
            port.transaction(StoreTransaction::now);
        } catch (StoreUnavailableException e) {
            throw unreachable(e);
        }
    }

    private static ChatException unreachable(StoreUnavailableException e) {
        return new ChatException(ErrorCode.BROKER_UNAVAILABLE, "the store cannot be used: " + e.getMessage());
    }

    CompletionStage<Void> stop() {
        end();
        return stopped.copy();
    }

    private void end() {
        if (!calls.close()) {
            return;
        }
        life.end();
        threads.endUpkeep();
        subscribing.close();
        try {
            threads.executeLast(this::endLast);
        } catch (Throwable e) { // for want of memory, say
            stopped.completeExceptionally(e);
        }
    }

    private void endLast() {
        try {
            calls.awaitEnd(PATIENCE);
            subscribing.close(); // for a start that was under way
            if (begun) {
                life.release();
            }
        } catch (RuntimeException e) {
            COMPLAINTS.warn("the members of a stopped node leave when its lease is over, for the store is away", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closePort();
            threads.close();
            stopped.complete(null);
        }
    }

    private void closePort() {
        try {
            port.close();
        } catch (RuntimeException e) {
            COMPLAINTS.error("a port of a store failed as it was closed", e);
        }
    }
}
