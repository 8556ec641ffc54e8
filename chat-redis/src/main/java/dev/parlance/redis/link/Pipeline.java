package dev.parlance.redis.link;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one road of all commands of a node to one Redis: a queue, and a thread that sends what has gathered in one go. After a break it sends what had no
 * answer once more, all of it and in order, before anything else: so nothing overtakes, and what was executed gives the same answer again. What the store alone refused is sent again
 * as well, unless that would undo something later. For any thread; connections are the sending
 * thread's alone.
 */
public final class Pipeline {
    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

    private final String address;
    private final CallQueue queue;
    private final Answers answers;
    private final Supplier<Link> opener;
    private final Backoff backoff;
    private final Consumer<Link> linked;
    private final Thread thread = new Thread(this::run, "parlance-redis-commands");
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile @Nullable Link link;
    private @Nullable Link former;

    /**
     * Makes one that has not started.
     *
     * @param opener connects, or throws what Jedis throws
     * @param replies has one thread, on which calls end
     * @param linked told of every new connection, on the sending thread
     */
    public Pipeline(Access access, Supplier<Link> opener, Backoff backoff, Executor replies, Consumer<Link> linked) {
        this.address = access.address();
        this.queue = new CallQueue(access.maxPending());
        this.answers = new Answers(queue, replies);
        this.opener = opener;
        this.backoff = backoff;
        this.linked = linked;
        thread.setDaemon(true);
    }

    /** Connects; fails if that does not succeed at once. */
    public CompletionStage<Void> start() {
        thread.start();
        return started;
    }

    /** Queues a call of the host's, within the bounds. */
    <T extends @Nullable Object> CompletionStage<T> submit(Call<T> call) {
        String refusal = queue.offer(call);
        if (refusal != null) {
            ChatException error = call.giveUp(refusal);
            call.future.completeExceptionally(error == null ? Refusals.stopped() : error);
        }
        return call.future;
    }

    /** Queues a call of the broker's own, which is tried until it succeeds or this is closed. */
    <T extends @Nullable Object> CompletionStage<T> insist(Call<T> call) {
        if (!queue.offerOwn(call)) {
            call.future.completeExceptionally(Refusals.stopped());
        }
        return call.future;
    }

    /** Ends what is overdue; call now and then. */
    public void expire() {
        queue.overdue(System.nanoTime()).forEach(call -> answers.fail(call, address + " did not answer in time"));
    }

    /** Takes nothing more from the host. */
    public void refuse() {
        queue.refuse();
    }

    /** Ends everything; completes when the thread has ended. */
    public CompletionStage<Void> close() {
        shut();
        return ended;
    }

    private void shut() {
        List<Call<?>> left = queue.close();
        Link open = link;
        if (open != null) {
            open.cut();
        }
        left.forEach(call -> answers.fail(call, Refusals.STOPPED));
    }

    private void run() {
        try {
            connect();
        } catch (RuntimeException e) {
            shut();
            started.completeExceptionally(
                    e instanceof ChatException refusal
                            ? refusal
                            : new ChatException(
                                    ErrorCode.BROKER_UNAVAILABLE,
                                    "no Redis that works at " + address + ": " + e.getMessage()));
            ended.complete(null);
            return;
        }
        started.complete(null);
        List<Call<?>> batch = new ArrayList<>();
        while (queue.take(batch)) {
            while (!batch.isEmpty() && !queue.isClosed()) {
                exchange(batch);
            }
        }
        batch.forEach(call -> answers.fail(call, Refusals.STOPPED));
        disconnect();
        ended.complete(null);
    }

    /** Sends a batch, and leaves in it what has to be sent again. */
    private void exchange(List<Call<?>> batch) {
        List<Answers.Answer> come = new ArrayList<>(batch.size());
        try {
            Link open = link;
            new RoundTrip(open == null ? connect() : open, come, this::overtaken).run(batch);
            backoff.reset();
            answers.deliver(come);
        } catch (RuntimeException e) {
            LOG.debug("{} broke off", address, e);
            disconnect();
            answers.deliver(come);
            batch.removeIf(call -> {
                if (call.repeat == Call.Repeat.HARMFUL && call.wasSent()) {
                    answers.fail(call, address + " broke off, and may have done it");
                }
                return call.hasEnded();
            });
            queue.pause(backoff.next());
        }
    }

    private void overtaken(Call<?> call) {
        answers.fail(call, address + " refused it, and did what was asked later");
    }

    private Link connect() {
        Link open = opener.get();
        link = open;
        if (queue.isClosed()) {
            open.cut();
        }
        Link broken = former;
        if (broken != null) {
            open.supersede(broken);
            former = null;
        }
        linked.accept(open);
        return open;
    }

    private void disconnect() {
        Link open = link;
        link = null;
        if (open != null) {
            former = open;
            open.close();
        }
    }
}
