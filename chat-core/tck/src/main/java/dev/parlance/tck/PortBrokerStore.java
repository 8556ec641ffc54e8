package dev.parlance.tck;

import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.store.StoreBroker;
import dev.parlance.broker.store.StorePort;
import dev.parlance.broker.store.StoreTransaction;
import dev.parlance.model.RoomId;
import dev.parlance.tck.ports.FaultyPort;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of {@link StoreBroker} over a port, for {@link BrokerTck} and {@link BrokerModelTck}: whoever has a {@link PortStore} has a {@link BrokerStore}. Outages, pauses and deaths
 * happen between broker and port.
 */
public final class PortBrokerStore implements BrokerStore {
    private static final Duration STEP = Duration.ofSeconds(1);

    private static final class Life {
        final FaultyPort port;

        @Nullable
        Runnable beat;

        Duration sinceBeat = Duration.ZERO;
        Duration period = Duration.ZERO;

        Life(FaultyPort port) {
            this.port = port;
        }
    }

    private final PortStore store;
    private final Map<ChatBroker, Life> nodes = new LinkedHashMap<>();
    private boolean out;

    /**
     * Wraps a store.
     *
     * @param store closed with this
     */
    public PortBrokerStore(PortStore store) {
        this.store = store;
    }

    @Override
    public synchronized ChatBroker newNode() {
        Life life = new Life(new FaultyPort(store.newPort()));
        life.port.out(out);
        StoreBroker.Builder builder = StoreBroker.builder(life.port);
        if (store.hasManualTime()) {
            builder.upkeep((period, work) -> beatsFrom(life, period, work));
        }
        StoreBroker broker = builder.build();
        nodes.put(broker, life);
        return broker;
    }

    private synchronized Runnable beatsFrom(Life life, Duration period, Runnable work) {
        life.period = period;
        life.beat = work;
        return () -> endBeats(life);
    }

    private synchronized void endBeats(Life life) {
        life.beat = null;
    }

    private synchronized Life life(ChatBroker node) {
        Life life = nodes.get(node);
        if (life == null) {
            throw new IllegalArgumentException("not a node of this store: " + node);
        }
        return life;
    }

    @Override
    public void kill(ChatBroker node) {
        Life life = life(node);
        endBeats(life);
        life.port.kill();
    }

    @Override
    public void advance(Duration time) {
        if (!store.hasManualTime()) {
            store.advance(time);
            return;
        }
        Duration left = time;
        while (left.compareTo(Duration.ZERO) > 0) {
            // a leap beyond all leases is one: who lived before lives after it
            Duration step = time.compareTo(Duration.ofSeconds(60)) > 0 && left.compareTo(STEP.multipliedBy(30)) > 0
                    ? left.minus(STEP.multipliedBy(30))
                    : left.compareTo(STEP) < 0 ? left : STEP;
            store.advance(step);
            due(step).forEach(Runnable::run);
            left = left.minus(step);
        }
    }

    private synchronized List<Runnable> due(Duration step) {
        List<Runnable> due = new ArrayList<>();
        for (Life life : nodes.values()) {
            life.sinceBeat = life.sinceBeat.plus(step);
            Runnable beat = life.beat;
            if (beat != null && !life.port.isPaused() && life.sinceBeat.compareTo(life.period) >= 0) {
                life.sinceBeat = Duration.ZERO;
                due.add(beat);
            }
        }
        return due;
    }

    @Override
    public boolean hasManualTime() {
        return store.hasManualTime();
    }

    @Override
    public void setBack(Duration time) {
        store.setBack(time);
    }

    @Override
    public long size() {
        return keys().size();
    }

    /** The layout of keys stands in {@link StoreBroker}. */
    @Override
    public void loseLog(RoomId roomId) {
        String name = roomId.value();
        if (!name.matches("[-_.0-9A-Za-z]{1,48}")) {
            throw new IllegalArgumentException("the kit loses rooms of plain names alone");
        }
        List<String> lost = keys().stream()
                .filter(key -> key.equals("epoch") || key.equals("h/" + name) || key.startsWith("r/" + name + "/"))
                .toList();
        try (StorePort port = store.newPort()) {
            port.transaction(transaction -> {
                lost.forEach(transaction::delete);
                return lost;
            });
        }
    }

    @Override
    public Runnable snapshot() {
        return store.snapshot();
    }

    /** Texts lie in values as they are, names in keys. */
    @Override
    public byte[] dump() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (StoreTransaction.Entry each : entries()) {
            all.writeBytes(each.key().getBytes(StandardCharsets.US_ASCII));
            all.writeBytes(each.value());
        }
        return all.toByteArray();
    }

    private List<String> keys() {
        return entries().stream().map(StoreTransaction.Entry::key).toList();
    }

    private List<StoreTransaction.Entry> entries() {
        try (StorePort port = store.newPort()) {
            return port.transaction(transaction -> transaction.scan("!", "~", Integer.MAX_VALUE, false));
        }
    }

    @Override
    public void breakSubscriptions(ChatBroker node) {
        store.breakLine(life(node).port.port());
    }

    @Override
    public synchronized Runnable beginOutage() {
        out(true);
        return () -> out(false);
    }

    private synchronized void out(boolean value) {
        out = value;
        nodes.values().forEach(life -> life.port.out(value));
    }

    @Override
    public void pause(ChatBroker node) {
        life(node).port.pause();
    }

    @Override
    public void wake(ChatBroker node) {
        Life life = life(node);
        life.port.wake();
        Runnable beat = life.beat;
        if (beat != null) {
            beat.run();
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
