package dev.parlance.redis;

import dev.parlance.broker.ChatBroker;
import dev.parlance.model.ChatException;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Receipt;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * A client that says one number after the other. A careful one gives each a client message id, waits for its receipt, and says it again as long as it is told
 * that it may. A hasty one gives no ids, has many under way, and says nothing twice.
 */
final class Talker {
    private static final Retention ALL = new Retention(Retention.MAX_MESSAGES, Duration.ofDays(1));
    private static final Duration PACE = Duration.ofMillis(10);
    private static final int UNDER_WAY = 50;

    final Map<String, Receipt> placed = new LinkedHashMap<>();
    final List<ChatException> failures = new CopyOnWriteArrayList<>();

    private final ChatBroker broker;
    private final RoomId room;
    private final String name;
    private final boolean careful;
    private final Thread thread;
    private volatile boolean ending;

    private record Said(String text, CompletableFuture<Receipt> receipt) {}

    Talker(ChatBroker broker, RoomId room, String name, boolean careful) {
        this.broker = broker;
        this.room = room;
        this.name = name;
        this.careful = careful;
        this.thread = new Thread(careful ? this::talkCarefully : this::talkHastily, name);
        thread.setDaemon(true);
        thread.start();
    }

    synchronized int count() {
        return placed.size();
    }

    void end() {
        ending = true;
        try {
            thread.join(30_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            throw new AssertionError(name + " still waits for a receipt");
        }
    }

    @Override
    public String toString() {
        return name;
    }

    private void talkCarefully() {
        for (int i = 0; !ending; i++) {
            String text = name + " " + i;
            MessageDraft draft = draft(text).clientMessageId("id " + i).build();
            boolean retry = true;
            while (retry) {
                try {
                    keep(text, broker.publish(draft, ALL).toCompletableFuture().join());
                    retry = false;
                } catch (CompletionException e) {
                    ChatException failure = (ChatException) e.getCause();
                    failures.add(failure);
                    retry = failure.retryable();
                }
            }
            LockSupport.parkNanos(PACE.toNanos());
        }
    }

    private void talkHastily() {
        Queue<Said> waiting = new ArrayDeque<>();
        for (int i = 0; !ending; i++) {
            String text = name + " " + i;
            waiting.add(new Said(text, broker.publish(draft(text).build(), ALL).toCompletableFuture()));
            if (waiting.size() > UNDER_WAY) {
                take(waiting.remove());
            }
            LockSupport.parkNanos(PACE.toNanos());
        }
        waiting.forEach(this::take);
    }

    private void take(Said said) {
        try {
            keep(said.text(), said.receipt().join());
        } catch (CompletionException e) {
            failures.add((ChatException) e.getCause());
        }
    }

    private synchronized void keep(String text, Receipt receipt) {
        placed.put(text, receipt);
    }

    private MessageDraft.Builder draft(String text) {
        return MessageDraft.builder(room, User.of(name, name), text);
    }
}
