package dev.parlance.websocket.admin;

import dev.parlance.protocol.words.Fields;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** The fields that several calls and answers have. */
final class AdminWords {
    /** All nodes have done it; had one not said so in time, the call had failed. */
    static final Consumer<JsonGenerator> ALL_NODES = json -> completeness(List.of(), json);

    private AdminWords() {}

    /** Why, in words for the user; empty for none. */
    static String reason(Fields body) {
        String reason = body.optionalText("reason");
        return reason == null ? "" : reason;
    }

    static boolean mayReturn(Fields body) {
        return body.truth("mayReturn", false);
    }

    /** Whether it is of all nodes: an answer that lacks some looks like none that has all. */
    static void completeness(List<String> silentNodes, JsonGenerator json) {
        json.writeBooleanProperty("complete", silentNodes.isEmpty());
        json.writeArrayPropertyStart("silentNodes");
        silentNodes.forEach(json::writeString);
        json.writeEndArray();
    }

    /** Whether there is more, and with which {@code after} that is asked for. */
    static void page(boolean hasMore, String last, JsonGenerator json) {
        json.writeBooleanProperty("hasMore", hasMore);
        if (hasMore && !last.isEmpty()) {
            json.writeStringProperty("next", last);
        }
    }
}
