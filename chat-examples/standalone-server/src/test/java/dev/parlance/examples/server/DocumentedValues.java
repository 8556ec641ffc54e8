package dev.parlance.examples.server;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares what a page shows with what a server says. Stamps, spans, epochs and message ids differ from run to run: the first one heard stands for the
 * documented one from then on, so that what is the same on the page must be the same on the wire.
 */
final class DocumentedValues {
    private static final Set<String> CHANGING = Set.of(
            "timestamp",
            "editedAt",
            "pinnedAt",
            "replyTo",
            "lastId",
            "lastAt",
            "createdAt",
            "lastSeen",
            "since",
            "epoch",
            "id",
            "millis",
            "sessionId",
            "node");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<JsonNode, JsonNode> actual = new HashMap<>();
    private final Map<JsonNode, JsonNode> documented = new HashMap<>();

    static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    /** Puts what was heard in the place of what is documented. */
    String toSend(String text) {
        String result = text;
        for (Map.Entry<JsonNode, JsonNode> each : actual.entrySet()) {
            if (each.getKey().isString()) {
                result =
                        result.replace(each.getKey().asString(), each.getValue().asString());
            }
        }
        return result;
    }

    /** What is wrong with {@code heard}, by the path to it. */
    Optional<String> difference(JsonNode shown, JsonNode heard) {
        return compareAny("", shown, heard);
    }

    private Optional<String> compareAny(String path, JsonNode shown, JsonNode heard) {
        if (shown.getNodeType() != heard.getNodeType()) {
            return Optional.of(path + " should be " + shown + " but is " + heard);
        }
        if (shown.isObject()) {
            return compareFields(path, shown, heard);
        }
        if (shown.isArray()) {
            return compareElements(path, shown, heard);
        }
        return shown.equals(heard) ? Optional.empty() : Optional.of(path + " should be " + shown + " but is " + heard);
    }

    private Optional<String> compareFields(String path, JsonNode shown, JsonNode heard) {
        if (!Set.copyOf(shown.propertyNames()).equals(Set.copyOf(heard.propertyNames()))) {
            return Optional.of(
                    path + " should have the fields " + shown.propertyNames() + " but has " + heard.propertyNames());
        }
        for (String name : shown.propertyNames()) {
            // the id of a request, at the top, is the client's own
            boolean changing = CHANGING.contains(name) && !(name.equals("id") && path.isEmpty());
            String inner = path + "/" + name;
            Optional<String> difference = changing
                    ? compareChanging(inner, shown.get(name), heard.get(name))
                    : compareAny(inner, shown.get(name), heard.get(name));
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private Optional<String> compareElements(String path, JsonNode shown, JsonNode heard) {
        if (shown.size() != heard.size()) {
            return Optional.of(path + " should be " + shown + " but is " + heard);
        }
        for (int i = 0; i < shown.size(); i++) {
            Optional<String> difference = compareAny(path + "/" + i, shown.get(i), heard.get(i));
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private Optional<String> compareChanging(String path, JsonNode shown, JsonNode heard) {
        boolean sameType = shown.isIntegralNumber() ? heard.isIntegralNumber() : heard.isString() && shown.isString();
        JsonNode expected = actual.computeIfAbsent(shown, key -> heard);
        JsonNode shownBefore = documented.computeIfAbsent(heard, key -> shown);
        if (!sameType || !expected.equals(heard)) {
            return Optional.of(path + " stands for " + expected + " but is " + heard);
        }
        boolean otherName = heard.isString() && !shownBefore.equals(shown);
        return otherName
                ? Optional.of(path + " is " + heard + ", shown as " + shownBefore + " before and as " + shown + " here")
                : Optional.empty();
    }
}
