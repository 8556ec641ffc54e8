package dev.parlance.node;

import dev.parlance.attachment.AttachmentStore;
import dev.parlance.host.EngineContext;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * How a node ends: its connections, its broker, what the listener has not heard yet, its threads, one after the other. None may hold up the others: each
 * has a deadline. Called once, from any thread.
 */
final class Shutdown {
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final EngineContext context;
    private final EngineThreads threads;
    private final Supplier<CompletableFuture<Void>> owed;
    private final Runnable goodbye;

    /**
     * Knows what ends.
     *
     * @param owed tells and writes what the node has put off; completes when that was tried
     * @param goodbye tells the other nodes, when nobody is connected any more
     */
    Shutdown(EngineContext context, EngineThreads threads, Supplier<CompletableFuture<Void>> owed, Runnable goodbye) {
        this.owed = owed;
        this.context = context;
        this.threads = threads;
        this.goodbye = goodbye;
    }

    /**
     * Ends all but the connections, which were told to go.
     *
     * @param noSessions completes when the last has gone
     * @return completes when all is released; failed if the broker failed to stop
     */
    CompletionStage<Void> after(CompletableFuture<Void> noSessions) {
        CompletableFuture<Void> stopped = within(noSessions, () -> noSessions.complete(null))
                .thenCompose(done -> settled())
                .thenCompose(done -> stopBroker());
        return stopped.handle((done, error) -> error == null)
                .thenCompose(well -> stopFiles())
                .thenCompose(well -> context.audit().end())
                .thenCompose(done -> stopped)
                .whenComplete((done, error) -> threads.stop());
    }

    private CompletableFuture<Void> settled() {
        CompletableFuture<Void> settled = owed.get();
        return within(settled, () -> settled.complete(null));
    }

    private CompletableFuture<Void> stopBroker() {
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        goodbye.run();
        context.broker().stop().whenComplete((done, error) -> {
            if (error == null) {
                stopped.complete(null);
            } else {
                stopped.completeExceptionally(error);
            }
        });
        String text = "the broker has not stopped within " + PATIENCE.toSeconds() + " seconds";
        return within(
                stopped,
                () -> stopped.completeExceptionally(new ChatException(ErrorCode.BROKER_UNAVAILABLE, text, false)));
    }

    /** A store of files that does not end is left behind. */
    private CompletableFuture<Void> stopFiles() {
        AttachmentStore store = context.files().store();
        if (store == null) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        store.stop().whenComplete((done, error) -> stopped.complete(null));
        return within(stopped, () -> stopped.complete(null));
    }

    private CompletableFuture<Void> within(CompletableFuture<Void> step, Runnable giveUp) {
        try {
            Future<?> patience = context.scheduler().schedule(giveUp, PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
            return step.whenComplete((done, error) -> patience.cancel(false));
        } catch (RejectedExecutionException e) {
            giveUp.run(); // without a timer nobody would end a wait
            return step;
        }
    }
}
