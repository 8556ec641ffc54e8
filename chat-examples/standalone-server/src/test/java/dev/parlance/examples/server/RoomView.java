package dev.parlance.examples.server;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a client has of a room. Whatever comes twice, out of order or with a hole although no gap was told is a fault; and so is a join of someone who is in, and
 * a leave of someone who is not.
 */
final class RoomView {
    final List<String> faults = new CopyOnWriteArrayList<>();
    final List<String> presence = new CopyOnWriteArrayList<>();

    private final Set<String> texts = new LinkedHashSet<>();
    private final Set<String> members = new TreeSet<>();
    private @Nullable String epoch;
    private long offset;
    private int restarts;

    /** Where this stands, for {@code since}; null at the beginning. */
    synchronized @Nullable ObjectNode position() {
        return epoch == null
                ? null
                : NativeConnection.JSON.createObjectNode().put("epoch", epoch).put("offset", offset);
    }

    /** Takes the answer to a join: the rest of what there is, or all anew. */
    synchronized void adopt(JsonNode answer) {
        JsonNode position = answer.get("position");
        if (!answer.get("recovered").asBoolean()) {
            restarts += epoch == null ? 0 : 1;
            texts.clear();
            offset = answer.get("messages").isEmpty()
                    ? position.get("offset").asLong()
                    : answer.get("messages").get(0).get("offset").asLong() - 1;
        }
        answer.get("messages").forEach(this::append);
        epoch = position.get("epoch").asString();
        if (offset != position.get("offset").asLong()) {
            faults.add("the answer ends at " + offset + ", and says " + position);
        }
        members.clear();
        answer.get("members").forEach(member -> members.add(member.get("userId").asString()));
    }

    /** Takes a live message, unless it is of another epoch: then the client must say where it stands. */
    synchronized boolean take(JsonNode message) {
        String its = message.get("epoch").asString();
        boolean first = offset == 0 && message.get("offset").asLong() == 1; // a room may get its epoch with it
        if (!its.equals(epoch) && !first) {
            return false;
        }
        append(message);
        epoch = its;
        return true;
    }

    private void append(JsonNode message) {
        String text = message.get("message").asString();
        long next = message.get("offset").asLong();
        if (next != offset + 1) {
            faults.add("after " + offset + " came " + next + ", \"" + text + "\", and no gap was told");
        }
        if (!texts.add(text)) {
            faults.add("\"" + text + "\" came twice");
        }
        offset = next;
    }

    synchronized void joined(String userId) {
        presence.add(userId + " joined");
        if (!members.add(userId)) {
            faults.add(userId + " joined twice");
        }
    }

    synchronized void left(String userId) {
        presence.add(userId + " left");
        if (!members.remove(userId)) {
            faults.add(userId + " left twice");
        }
    }

    synchronized List<String> texts() {
        return List.copyOf(texts);
    }

    /** What of these is not in view. */
    synchronized List<String> lacks(Collection<String> of) {
        return of.stream().filter(text -> !texts.contains(text)).toList();
    }

    /** What of these is in view, in the order of the view. */
    synchronized List<String> textsAmong(Collection<String> some) {
        Set<String> wanted = new HashSet<>(some);
        return texts.stream().filter(wanted::contains).toList();
    }

    synchronized List<String> members() {
        return new ArrayList<>(members);
    }

    synchronized String epoch() {
        return String.valueOf(epoch);
    }

    /** How often the client was told that what it had seen is lost. */
    synchronized int restarts() {
        return restarts;
    }
}
