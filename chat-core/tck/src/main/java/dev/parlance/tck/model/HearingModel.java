package dev.parlance.tck.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomEvent.Joined;
import dev.parlance.model.RoomEvent.Left;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import dev.parlance.tck.harness.BrokerNode;
import dev.parlance.tck.harness.Heard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the listeners of one room must have heard, each from its subscription on. */
final class HearingModel {
    private static final class Expected {
        final List<RoomEvent> stored = new ArrayList<>();
        final List<RoomEvent> presence = new ArrayList<>();
        final List<String> signals = new ArrayList<>();
    }

    private final RoomId room;
    private final Map<BrokerNode, Expected> listeners = new HashMap<>();
    private final Map<BrokerNode, Expected> past = new HashMap<>();

    HearingModel(RoomId room) {
        this.room = room;
    }

    void subscribe(BrokerNode node) {
        listeners.computeIfAbsent(node, key -> past.getOrDefault(key, new Expected()));
    }

    boolean isDeserted() {
        return listeners.isEmpty();
    }

    void stored(RoomEvent event) {
        listeners.values().forEach(expected -> expected.stored.add(event));
    }

    void told(Signal signal) {
        listeners.values().forEach(expected -> expected.signals.add(words(signal)));
    }

    private static String words(Signal signal) {
        return signal.name() + new TreeMap<>(signal.data());
    }

    void joined(User user, long version) {
        listeners.values().forEach(expected -> expected.presence.add(new Joined(room, user, version)));
    }

    /** Several that leave at once do so in any order: here in the one in which they were listed, the last with that version. */
    void left(List<User> users, long last) {
        for (int i = 0; i < users.size(); i++) {
            Left left = new Left(room, users.get(i), last - users.size() + 1 + i);
            listeners.values().forEach(expected -> expected.presence.add(left));
        }
    }

    /** Checks what a node has heard so far, and takes it from the listeners. */
    void unsubscribe(BrokerNode node) {
        check(node);
        Expected heard = listeners.remove(node);
        if (heard != null) {
            past.put(node, heard);
        }
    }

    void checkAll() {
        listeners.keySet().forEach(this::check);
    }

    private void check(BrokerNode node) {
        Expected expected = listeners.get(node);
        if (expected == null) {
            return;
        }
        List<RoomEvent> stored = node.heard(room).stored(expected.stored.size());
        assertThat(stored).as("what was heard in %s", room).isEqualTo(expected.stored);
        List<RoomEvent> presence = node.heard(room).presence(expected.presence.size());
        assertThat(presence)
                .as("versions heard in %s", room)
                .extracting(Heard::version)
                .containsExactlyElementsOf(
                        expected.presence.stream().map(Heard::version).toList());
        assertThat(runs(presence)).as("joins and leaves heard in %s", room).isEqualTo(runs(expected.presence));
        assertThat(node.heard(room).signals(expected.signals.size()))
                .as("what was told of the record in %s", room)
                .extracting(HearingModel::words)
                .isEqualTo(expected.signals);
        assertThat(node.heard().faults()).isEmpty();
    }

    /** Users in order, but leaves that follow each other as a set. */
    private static List<Object> runs(List<RoomEvent> events) {
        List<Object> runs = new ArrayList<>();
        HashSet<User> leaving = new HashSet<>();
        for (RoomEvent event : events) {
            if (event instanceof Left left) {
                leaving.add(left.user());
                continue;
            }
            runs.add(leaving);
            leaving = new HashSet<>();
            runs.add(event);
        }
        runs.add(leaving);
        return runs;
    }
}
