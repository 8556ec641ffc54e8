package dev.parlance.websocket;

import dev.parlance.ChatEngine;
import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.websocket.admin.DescribedAnswers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A server with an admin interface, each answer of which is held against its description. */
public final class AdminServer implements AutoCloseable {
    public static final String TOKEN = "correct-horse-battery-staple-0123456789";
    public static final String BEARER = "Authorization: Bearer " + TOKEN;

    public final TestServer node;
    private final BlockingQueue<Runnable> delayed = new LinkedBlockingQueue<>();

    public AdminServer() throws IOException {
        this(InMemoryBroker.builder().build(), admin -> admin);
    }

    public AdminServer(ChatBroker broker, UnaryOperator<AdminPort.Builder> settings) throws IOException {
        this(chat -> chat.broker(broker), settings);
    }

    public AdminServer(UnaryOperator<ChatEngine.Builder> chat, UnaryOperator<AdminPort.Builder> settings)
            throws IOException {
        AdminPort admin = settings.apply(
                        AdminPort.builder().token("ops", TOKEN).port(0).later(delayed::add))
                .build();
        node = TestServer.start(chat, builder -> builder.admin(admin));
    }

    public RawClient connect() throws IOException {
        return RawClient.connect(node.server.adminAddress().getPort());
    }

    /** Time goes on for one who failed to log in. */
    public void later() throws InterruptedException {
        Runnable task = delayed.poll(60, TimeUnit.SECONDS);
        if (task == null) {
            throw new AssertionError("nobody waits");
        }
        task.run();
    }

    public boolean isWaitedFor() {
        return !delayed.isEmpty();
    }

    public RawClient.Answer get(String path) throws IOException {
        return call("GET", path, "", BEARER);
    }

    public RawClient.Answer post(String path, String body) throws IOException {
        return call("POST", path, body, BEARER);
    }

    public RawClient.Answer call(String method, String path, String body, String... headers) throws IOException {
        try (RawClient client = connect()) {
            return call(client, method, path, body, headers);
        }
    }

    /** On a connection that may be used again. */
    public RawClient.Answer call(RawClient client, String method, String path, String body, String... headers)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        client.send(request(method, path, bytes.length, headers)).send(bytes);
        RawClient.Answer answer = client.answer();
        DescribedAnswers.check(method, path, answer.status(), answer.body());
        return answer;
    }

    public static String request(String method, String path, int length, String... headers) {
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + more
                + (length == 0 ? "" : "Content-Length: " + length + "\r\n") + "\r\n";
    }

    @Override
    public void close() {
        node.close();
    }
}
