package dev.parlance.examples.server;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/** Many people in rooms, for a page to cope with. The server believes them, and has no bound for how often they speak. */
final class Crowd implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final URI server;
    private final List<NativeConnection> people = new ArrayList<>();
    private final ScheduledExecutorService talking = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong said = new AtomicLong();

    Crowd(URI server) {
        this.server = server;
    }

    /** Has somebody come in, and returns their place in the crowd. */
    int join(String name, String... rooms) {
        NativeConnection connection =
                NativeConnection.open(server, PATIENCE, new Deaf()).join();
        people.add(connection);
        await(connection.ask(
                "authenticate",
                NativeConnection.JSON
                        .createObjectNode()
                        .put("userId", "crowd-" + people.size())
                        .put("username", name)));
        for (String room : rooms) {
            await(connection.ask(
                    "join_room", NativeConnection.JSON.createObjectNode().put("roomId", room)));
        }
        return people.size() - 1;
    }

    void say(int who, String room, String text) {
        await(people.get(who)
                .ask(
                        "send_message",
                        NativeConnection.JSON
                                .createObjectNode()
                                .put("roomId", room)
                                .put("message", text)));
    }

    /** Has one of them open the room of the two, and wait there. */
    void openDirect(int who, String userId) {
        NativeConnection one = people.get(who);
        await(one.ask("open_direct", NativeConnection.JSON.createObjectNode().put("userId", userId))
                .thenCompose(answer -> one.ask(
                        "join_room",
                        NativeConnection.JSON
                                .createObjectNode()
                                .put("roomId", answer.get("roomId").asString()))));
    }

    /** Lets the first of them talk in all these rooms until the end, 25 times a second. */
    void keepTalking(String... rooms) {
        talking.scheduleAtFixedRate(
                () -> {
                    for (String room : rooms) {
                        say(0, room, "line " + said.incrementAndGet());
                    }
                },
                0,
                40,
                TimeUnit.MILLISECONDS);
    }

    /** How many messages {@link #keepTalking} has made. */
    long said() {
        return said.get();
    }

    @Override
    public void close() {
        talking.shutdownNow();
        people.forEach(NativeConnection::abort);
    }

    private static void await(CompletableFuture<JsonNode> answer) {
        answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    private static final class Deaf implements NativeConnection.Listener {
        @Override
        public void heard(NativeConnection from, String event, JsonNode data) {
            // who only talks
        }

        @Override
        public void closed(NativeConnection from, int code) {
            // an answer that does not come any more is told to whoever waits for it
        }
    }
}
