package dev.parlance.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.ChatBroker;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.MessageId;
import dev.parlance.model.Position;
import dev.parlance.model.Reaction;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A node in a process of its own, which enters users, listens, and can be stopped and killed as only a process can. */
final class NodeProcess implements AutoCloseable {
    private static final String REACT = "react ";

    private final OwnProcess process;
    private final BufferedReader out;
    private final PrintWriter in;

    private NodeProcess(OwnProcess process) {
        this.process = process;
        this.out = process.streams().inputReader(StandardCharsets.UTF_8);
        this.in = new PrintWriter(process.streams().outputWriter(StandardCharsets.UTF_8), true);
    }

    static NodeProcess start(String url, RoomId room, User... users) {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                NodeProcess.class.getName(),
                url,
                room.value()));
        for (User user : users) {
            command.add(user.name());
        }
        try {
            NodeProcess node = new NodeProcess(
                    OwnProcess.start(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT)));
            assertThat(node.out.readLine()).isEqualTo("ready");
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void kill() {
        process.kill();
    }

    void stop() {
        process.stop();
    }

    void goOn() {
        process.goOn();
    }

    /** Has this node add a reaction to a message, of which nobody tells. */
    void react(RoomId room, Position message) {
        try {
            in.println(REACT + room + " " + MessageId.at(message));
            assertThat(out.readLine()).isEqualTo("true");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what this node's own client has to object to what it heard, once it has heard everything. */
    String check() {
        try {
            in.println("check");
            return String.valueOf(out.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }

    public static void main(String[] arguments) throws IOException {
        RoomId room = new RoomId(arguments[1]);
        ChatBroker broker = RedisBroker.of(RedisConfig.of(arguments[0]));
        Follower follower = new Follower(room).follow(broker);
        for (int i = 2; i < arguments.length; i++) {
            broker.enter(room, User.of(arguments[i], arguments[i]))
                    .toCompletableFuture()
                    .join();
        }
        System.out.println("ready");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (@Nullable String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(line.startsWith(REACT) ? reacted(broker, line) : objections(broker, room, follower));
        }
        broker.stop().toCompletableFuture().join();
    }

    private static String reacted(ChatBroker broker, String line) {
        String[] words = line.split(" ");
        Reaction reaction = new Reaction("+1", new UserId("nobody tells"), true);
        return broker.react(new RoomId(words[1]), new MessageId(words[2]).position(), reaction)
                .toCompletableFuture()
                .join()
                .toString();
    }

    private static String objections(ChatBroker broker, RoomId room, Follower follower) {
        try {
            Awaitility.await().atMost(Duration.ofSeconds(15)).ignoreExceptions().untilAsserted(() -> {
                List<String> last = broker
                        .history(room, HistoryQuery.newest(HistoryQuery.MAX_LIMIT))
                        .toCompletableFuture()
                        .join()
                        .messages()
                        .stream()
                        .map(Message::text)
                        .toList();
                assertThat(follower.texts()).endsWith(last.toArray(new String[0]));
            });
        } catch (RuntimeException e) {
            return e.getMessage().replace('\n', ' ');
        }
        return follower.faults + " " + follower.doubled().size() + " doubled, " + follower.restarts() + " restarts";
    }
}
