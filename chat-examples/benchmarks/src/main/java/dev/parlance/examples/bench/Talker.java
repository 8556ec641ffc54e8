package dev.parlance.examples.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A user of the native protocol who asks for whatever is wanted, and counts what is heard. A refusal ends the load. */
final class Talker implements Connection.Owner {
    private static final byte[] ANSWER = Bytes.of("{\"id\":");
    private static final byte[] ERROR = Bytes.of("\"error\"");
    private static final byte[] ERROR_EVENT = Bytes.of("{\"event\":\"error\"");
    private static final int HEAD = 32;

    private final Loop loop;
    private final String user;
    private @Nullable Connection connection;
    private int asked;
    private int answered;
    private boolean keeps;
    private byte @Nullable [] answer;

    /** When the last answer was there, by the loop's clock: before anybody here has read it. */
    long answeredAt;

    /** Events that came unasked, and their bytes. */
    long events;

    long eventBytes;

    Talker(Loop loop, String user) {
        this.loop = loop;
        this.user = user;
    }

    Talker dial(Servers servers, int node) {
        try {
            connection = new Connection(loop, this, servers.address(node), null, servers.request(node, "/ws"));
            asked = 1; // the login, which is asked for when the connection stands
            return this;
        } catch (IOException e) {
            throw new LoadException(user + " cannot dial: " + e.getMessage());
        }
    }

    /** Whether all that was asked has been answered. */
    boolean isIdle() {
        return answered == asked;
    }

    /**
     * Sends a request.
     *
     * @param fields of its data, as JSON without the braces
     */
    void ask(String event, String fields) {
        keeps = false;
        send(event, fields, ++asked);
        flush();
    }

    /**
     * Sends a request, and returns its answer.
     *
     * @param wait waits until that is there
     */
    JsonNode ask(String event, String fields, Consumer<Talker> wait) {
        ask(event, fields);
        keeps = true;
        wait.accept(this);
        JsonNode data =
                answer == null ? null : JsonMapper.shared().readTree(answer).get("data");
        if (data == null) {
            throw new LoadException(event + " was not answered to " + user);
        }
        return data;
    }

    private void send(String event, String fields, int id) {
        loop.out.text("{\"event\":\"" + event + "\",\"data\":{" + fields + "},\"id\":" + id + "}");
    }

    private void flush() {
        if (connection != null) {
            connection.flush();
        }
    }

    void forget() {
        events = 0;
        eventBytes = 0;
    }

    @Override
    public void opened() {
        send("authenticate", "\"userId\":\"" + user + "\",\"username\":\"" + user + "\"", 1);
    }

    @Override
    public void text(byte[] bytes, int from, int to) {
        if (Bytes.startsWith(bytes, from, to, ERROR_EVENT)) {
            throw new LoadException(user + " heard " + Bytes.excerpt(bytes, from, to));
        }
        if (!Bytes.startsWith(bytes, from, to, ANSWER)) {
            events++;
            eventBytes += to - from;
            return;
        }
        if (Bytes.indexOf(bytes, from, Math.min(to, from + HEAD), ERROR) >= 0) {
            throw new LoadException(user + " was refused: " + Bytes.excerpt(bytes, from, to));
        }
        answered++;
        answeredAt = loop.clock();
        if (keeps) {
            answer = Arrays.copyOfRange(bytes, from, to);
        }
    }

    @Override
    public void closed(String why) {
        throw new LoadException(user + " was cut off: " + why);
    }
}
