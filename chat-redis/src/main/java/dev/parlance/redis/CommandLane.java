package dev.parlance.redis;

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
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The one road of all commands of a node to one Redis: a queue, and a thread that sends what has gathered in one pipeline. After a break it sends what had no
 * answer once more, all of it and in order, before anything else: so nothing overtakes, and what was executed gives the same answer again.
 */
final class CommandLane {
    private static final Logger LOG = LoggerFactory.getLogger(CommandLane.class);

    private final String address;
    private final CallQueue queue;
    private final Supplier<Link> opener;
    private final Backoff backoff;
    private final Executor replies;
    private final Consumer<Link> linked;
    private final Thread thread = new Thread(this::run, "parlance-redis-commands");
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile @Nullable Link link;
    private @Nullable Link former;

    private record Answered(Call<?> call, @Nullable Object reply) {}

    /**
     * Makes a lane that has not started.
     *
     * @param linked told of every new connection, on the lane's thread
     */
    CommandLane(RedisConfig config, Supplier<Link> opener, Backoff backoff, Executor replies, Consumer<Link> linked) {
        this.address = config.address();
        this.queue = new CallQueue(config.maxPending());
        this.opener = opener;
        this.backoff = backoff;
        this.replies = replies;
        this.linked = linked;
        thread.setDaemon(true);
    }

    /** Connects; fails if that does not succeed at once. */
    CompletionStage<Void> start() {
        thread.start();
        return started;
    }

    /** Queues a call of the host's, within the bounds. */
    <T extends @Nullable Object> CompletionStage<T> submit(Call<T> call) {
        String refusal = queue.offer(call);
        if (refusal != null) {
            ChatException error = call.giveUp(refusal);
            call.future.completeExceptionally(error == null ? stopped() : error);
        }
        return call.future;
    }

    /** Queues a call of the broker's own, which is tried until it succeeds or this is closed. */
    <T extends @Nullable Object> CompletionStage<T> insist(Call<T> call) {
        if (!queue.offerOwn(call)) {
            call.future.completeExceptionally(stopped());
        }
        return call.future;
    }

    /** Ends what is overdue; call now and then. */
    void expire() {
        queue.overdue(System.nanoTime()).forEach(call -> fail(call, address + " did not answer in time"));
    }

    /** Takes nothing more from the host. */
    void refuse() {
        queue.refuse();
    }

    /** Ends everything; completes when the thread has ended. */
    CompletionStage<Void> close() {
        shut();
        return ended;
    }

    private void shut() {
        List<Call<?>> left = queue.close();
        Link open = link;
        if (open != null) {
            open.cut();
        }
        left.forEach(call -> fail(call, "the broker has stopped"));
    }

    private void run() {
        try {
            connect();
        } catch (RuntimeException e) {
            shut();
            started.completeExceptionally(new ChatException(
                    ErrorCode.BROKER_UNAVAILABLE, "no Redis that works at " + address + ": " + e.getMessage()));
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
        batch.forEach(call -> fail(call, "the broker has stopped"));
        disconnect();
        ended.complete(null);
    }

    /** Sends a batch, and leaves in it what has to be sent again. */
    private void exchange(List<Call<?>> batch) {
        List<Answered> answers = new ArrayList<>(batch.size());
        try {
            Link open = link;
            exchange(open == null ? connect() : open, batch, answers);
            backoff.reset();
            deliver(answers);
        } catch (RuntimeException e) {
            LOG.debug("{} broke off", address, e);
            disconnect();
            deliver(answers);
            batch.removeIf(call -> {
                if (call.repeat == Call.Repeat.HARMFUL && call.wasSent()) {
                    fail(call, address + " broke off, and may have done it");
                }
                return call.hasEnded();
            });
            queue.pause(backoff.next());
        }
    }

    private static void exchange(Link open, List<Call<?>> batch, List<Answered> answers) {
        List<Call<?>> sent = new ArrayList<>(batch.size());
        for (Call<?> call : batch) {
            CommandArguments arguments = call.send(open);
            if (arguments != null) {
                open.send(arguments);
                sent.add(call);
            }
        }
        List<Call<?>> again = new ArrayList<>(0);
        String stale = null;
        for (int i = 0; i < sent.size(); i++) {
            Call<?> call = sent.get(i);
            Object reply = reply(open, i == 0);
            String refusal = reply instanceof JedisDataException e ? String.valueOf(e.getMessage()) : "";
            if (Refusals.passes(refusal) || Refusals.isStale(reply)) {
                stale = refusal.isEmpty() ? "another master" : refusal;
                call.notExecuted();
                again.add(call);
            } else if (refusal.startsWith("NOSCRIPT")) {
                call.notExecuted();
                again.add(call);
            } else if (call.end()) {
                answers.add(new Answered(call, reply));
            }
        }
        if (stale != null) {
            throw new JedisException(stale);
        }
        batch.clear();
        batch.addAll(again);
        if (!again.isEmpty()) {
            open.loadScripts();
        }
    }

    private static Object reply(Link open, boolean first) {
        try {
            return first ? open.firstReply() : open.nextReply();
        } catch (JedisDataException e) {
            return e;
        }
    }

    private void deliver(List<Answered> answers) {
        if (answers.isEmpty()) {
            return;
        }
        replies.execute(() -> {
            int count = 0;
            long bytes = 0;
            for (Answered answered : answers) {
                answered.call().answer(answered.reply());
                if (answered.call().isLimited()) {
                    count++;
                    bytes += answered.call().bytes;
                }
            }
            queue.ended(count, bytes); // not before: what the host is slow to take counts too
        });
    }

    private void fail(Call<?> call, String why) {
        ChatException error = call.giveUp(why);
        if (error != null) {
            replies.execute(() -> {
                call.future.completeExceptionally(error);
                if (call.isLimited()) {
                    queue.ended(1, call.bytes);
                }
            });
        }
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

    private static ChatException stopped() {
        return new ChatException(ErrorCode.BROKER_UNAVAILABLE, "the broker has stopped", false);
    }
}
