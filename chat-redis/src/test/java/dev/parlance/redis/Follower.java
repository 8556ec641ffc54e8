package dev.parlance.redis;

import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.Topic;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.Resumption;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client that stays: it takes what comes live, and after a gap it resumes from where it stood; if that is lost, it starts anew from the history. Whatever comes
 * twice, out of order or with a hole although no gap was told, is a fault.
 */
final class Follower implements BrokerListener {
    final List<String> faults = new CopyOnWriteArrayList<>();
    final List<RoomEvent> presence = new CopyOnWriteArrayList<>();

    private final RoomId room;
    private final List<Message> view = new ArrayList<>();
    private final List<Message> held = new ArrayList<>();
    private @Nullable ChatBroker broker;
    private @Nullable Position position;
    private @Nullable Position covered;
    private boolean reading;
    private boolean again;
    private int gaps;
    private int restarts;

    Follower(RoomId room) {
        this.room = room;
    }

    /** Starts the node, listens, and reads what there is. */
    Follower follow(ChatBroker node) {
        broker = node;
        node.start(this).toCompletableFuture().join();
        synchronized (this) {
            reading = true;
        }
        node.subscribe(new Topic.Room(room)).toCompletableFuture().join();
        restart();
        return this;
    }

    @Override
    public synchronized void onEvent(RoomEvent event) {
        if (event instanceof RoomEvent.Posted posted) {
            if (reading) {
                held.add(posted.message());
            } else {
                append(posted.message());
            }
        } else {
            presence.add(event);
        }
    }

    @Override
    public void onSignal(Topic topic, Signal signal) {}

    @Override
    public synchronized void onGap(RoomId roomId) {
        gaps++;
        if (reading) {
            again = true;
        } else {
            reading = true;
            CompletableFuture.runAsync(this::resume);
        }
    }

    synchronized List<String> texts() {
        return view.stream().map(Message::text).toList();
    }

    /** What of these is not in view. */
    List<String> lacks(List<String> texts) {
        Set<String> seen = new HashSet<>(texts());
        return texts.stream().filter(text -> !seen.contains(text)).toList();
    }

    List<String> doubled() {
        Set<String> seen = new HashSet<>();
        return texts().stream().filter(text -> !seen.add(text)).toList();
    }

    /** What of these is in view, in the order of the view. */
    List<String> textsAmong(Set<String> texts) {
        return texts().stream().filter(texts::contains).toList();
    }

    synchronized int gaps() {
        return gaps;
    }

    /** How often this was told that what it had seen is lost. */
    synchronized int restarts() {
        return restarts;
    }

    synchronized String epoch() {
        return position == null ? "" : position.epoch();
    }

    synchronized boolean isReading() {
        return reading;
    }

    private void append(Message message) {
        Position last = position;
        long next = message.position().offset();
        Position known = covered;
        if (known != null && message.position().epoch().equals(known.epoch()) && next <= known.offset()) {
            return; // read after a gap, before it came
        }
        if (last == null || next != last.offset() + 1) {
            faults.add("after " + last + " came " + message.position() + " without a gap");
        }
        view.add(message);
        position = message.position();
    }

    private void resume() {
        Position since = position;
        Resumption missed = patiently(() -> broker.resume(room, since));
        if (!missed.complete()) {
            synchronized (this) {
                restarts++;
            }
            restart();
            return;
        }
        finish(missed.messages(), missed.position());
    }

    private void restart() {
        synchronized (this) {
            view.clear();
        }
        List<Message> all = new ArrayList<>();
        HistoryPage page = patiently(() -> broker.history(room, HistoryQuery.after(0, HistoryQuery.MAX_LIMIT)));
        while (true) {
            all.addAll(page.messages());
            if (!page.hasMore()) {
                break;
            }
            long last = all.get(all.size() - 1).position().offset();
            page = patiently(() -> broker.history(room, HistoryQuery.after(last, HistoryQuery.MAX_LIMIT)));
        }
        finish(all, page.position());
    }

    private synchronized void finish(List<Message> read, Position end) {
        view.addAll(read);
        position = end;
        covered = end;
        List<Message> later = List.copyOf(held);
        held.clear();
        if (again) {
            again = false;
            CompletableFuture.runAsync(this::resume);
            return;
        }
        reading = false;
        for (Message message : later) {
            if (message.position().offset() > end.offset()) {
                append(message);
            }
        }
    }

    private static <T> T patiently(Supplier<CompletionStage<T>> question) {
        while (true) {
            try {
                return question.get().toCompletableFuture().join();
            } catch (CompletionException e) {
                Thread.yield(); // the store is away: asks again
            }
        }
    }
}
