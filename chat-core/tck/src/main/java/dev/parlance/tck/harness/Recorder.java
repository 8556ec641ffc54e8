package dev.parlance.tck.harness;

import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.Topic;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * A listener that writes down what it hears, per topic, and what no broker may do: two calls at once for one topic, a call for a
 * topic that is not subscribed, or not any more, or a hole without a gap. So every test of the kit proves that nothing was left out.
 */
public final class Recorder implements BrokerListener {
    private final Duration patience;
    private final Map<Topic, Heard> topics = new ConcurrentHashMap<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();

    public Recorder(Duration patience) {
        this.patience = patience;
    }

    @Override
    public void onEvent(RoomEvent event) {
        tell(new Topic.Room(event.roomId()), event.toString(), heard -> {
            String fault = heard.add(event);
            if (fault != null) {
                faults.add("heard " + event + ", " + fault);
            }
        });
    }

    @Override
    public void onSignal(Topic topic, Signal signal) {
        tell(topic, signal.toString(), heard -> heard.add(signal));
    }

    @Override
    public void onGap(RoomId roomId) {
        tell(new Topic.Room(roomId), "a gap", Heard::addGap);
    }

    @Override
    public void onSignalsLost(Topic topic) {
        tell(topic, "lost signals", Heard::addGap);
    }

    /** From here on it is right to hear of this topic. */
    public void expect(Topic topic) {
        Heard heard = heard(topic);
        if (!heard.expected) {
            heard.beginAnew();
        }
        heard.expected = true;
    }

    /** From here on it is wrong to hear of this topic. */
    public void expectSilence(Topic topic) {
        heard(topic).expected = false;
    }

    public void expectSilence() {
        topics.values().forEach(heard -> heard.expected = false);
    }

    public Heard in(RoomId roomId) {
        return heard(new Topic.Room(roomId));
    }

    public Heard heard(Topic topic) {
        return topics.computeIfAbsent(topic, key -> new Heard(key, patience));
    }

    public List<String> faults() {
        return List.copyOf(faults);
    }

    private void tell(Topic topic, String what, Consumer<Heard> note) {
        Heard heard = heard(topic);
        if (!heard.expected) {
            faults.add("heard " + what + " of " + topic + ", which is not subscribed");
        }
        if (!heard.telling.compareAndSet(false, true)) {
            faults.add("heard " + what + " of " + topic + " during another call for it");
        }
        note.accept(heard);
        for (int i = 0; i < 20; i++) { // a little time, in which a broker that is not serial gives itself away
            Thread.onSpinWait();
        }
        heard.telling.set(false);
    }
}
