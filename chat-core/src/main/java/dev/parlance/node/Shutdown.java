package dev.parlance.node;

import dev.parlance.host.EngineContext;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.room.Tellings;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * How a node ends: its connections, its broker, what the listener has not heard yet, its threads, one after the other. None may hold up the others: each
 * has a deadline. Called once, from any thread.
 */
final class Shutdown {
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final EngineContext context;
    private final EngineThreads threads;
    private final Tellings tellings;
    private final Runnable goodbye;

    /**
     * Knows what ends.
     *
     * @param tellings what may have yet to be told
     * @param goodbye tells the other nodes, when nobody is connected any more
     */
    Shutdown(EngineContext context, EngineThreads threads, Tellings tellings, Runnable goodbye) {
        this.tellings = tellings;
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
                .thenCompose(done -> told())
                .thenCompose(done -> stopBroker());
        return stopped.handle((done, error) -> error == null)
                .thenCompose(well -> context.audit().end())
                .thenCompose(done -> stopped)
                .whenComplete((done, error) -> threads.stop());
    }

    private CompletableFuture<Void> told() {
        CompletableFuture<Void> told = tellings.flush();
        return within(told, () -> told.complete(null));
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
