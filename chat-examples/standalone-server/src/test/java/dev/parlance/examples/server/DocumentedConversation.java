package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * Plays a block of a page: lines of {@code A> what client A sends} and {@code A< what it receives}. Events come in the order shown; answers,
 * known by their id, may come before or between them.
 */
final class DocumentedConversation implements AutoCloseable {
    private static final long LAST_ID = (1L << 53) - 1;

    private final URI server;
    private final DocumentedValues values;
    private final Map<String, Side> sides = new TreeMap<>();

    private static final class Side {
        final SocketClient client;
        final Map<Long, JsonNode> answers = new TreeMap<>();
        final Queue<JsonNode> events = new ArrayDeque<>();

        Side(SocketClient client) {
            this.client = client;
        }

        JsonNode answer(long id) throws Exception {
            while (!answers.containsKey(id)) {
                hear("the answer to " + id);
            }
            return answers.remove(id);
        }

        JsonNode event(String what) throws Exception {
            while (events.isEmpty()) {
                hear(what);
            }
            return events.remove();
        }

        private void hear(String what) throws Exception {
            String frame = client.received.poll(60, TimeUnit.SECONDS);
            if (frame == null) {
                throw new AssertionError("not received: " + what + "; before it came " + answers + events);
            }
            JsonNode heard = DocumentedValues.json(frame);
            if (heard.has("id")) {
                assertThat(answers.put(heard.get("id").asLong(), heard))
                        .as("an answer comes once")
                        .isNull();
            } else {
                events.add(heard);
            }
        }
    }

    DocumentedConversation(URI server, DocumentedValues values) {
        this.server = server;
        this.values = values;
    }

    void play(String line) throws Exception {
        Side side = side(line.substring(0, 1));
        String text = line.substring(3);
        switch (line.substring(1, 3)) {
            case "> " -> side.client.send(values.toSend(text));
            case "< " -> {
                JsonNode shown = DocumentedValues.json(text);
                JsonNode heard = shown.has("id") ? side.answer(shown.get("id").asLong()) : side.event(line);
                assertThat(values.difference(shown, heard))
                        .as("%s%nwas %s", line, heard)
                        .isEmpty();
            }
            default -> throw new AssertionError("neither sent nor received: " + line);
        }
    }

    private Side side(String name) throws Exception {
        Side known = sides.get(name);
        if (known == null) {
            known = new Side(new SocketClient(server));
            sides.put(name, known);
        }
        return known;
    }

    /** Nobody has received more than is shown. */
    void end() throws Exception {
        for (Side side : sides.values()) {
            side.client.send("{\"event\":\"ping\",\"data\":{},\"id\":" + LAST_ID + "}");
            side.answer(LAST_ID);
            assertThat(side.events).as("events that the page does not show").isEmpty();
            assertThat(side.answers).as("answers that the page does not show").isEmpty();
        }
    }

    @Override
    public void close() {
        sides.values().forEach(side -> side.client.close());
    }
}
