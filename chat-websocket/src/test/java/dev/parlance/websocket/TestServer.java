package dev.parlance.websocket;

import static org.awaitility.Awaitility.await;

import dev.parlance.ChatEngine;
import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.policy.Authenticator;
import dev.parlance.policy.ChatLimits;
import java.io.IOException;
import java.util.function.UnaryOperator;

/** A server on a free port of the loopback address, with an engine of its own. */
public final class TestServer implements AutoCloseable {
    public final ChatEngine engine;
    public final ChatServer server;

    private TestServer(ChatBroker broker, UnaryOperator<ChatServer.Builder> settings) throws IOException {
        engine = ChatEngine.builder()
                .broker(broker)
                .authenticator(Authenticator.trusting())
                .limits(ChatLimits.builder().unlimitedRates().build())
                .build();
        server = settings.apply(ChatServer.builder(engine)
                        .host("127.0.0.1")
                        .port(0)
                        .addressLimits(AddressLimits.unlimited())
                        .unlimitedHandshakeRate())
                .build()
                .start();
    }

    public static TestServer start() throws IOException {
        return start(builder -> builder);
    }

    public static TestServer start(UnaryOperator<ChatServer.Builder> settings) throws IOException {
        return start(InMemoryBroker.builder().build(), settings);
    }

    public static TestServer start(ChatBroker broker, UnaryOperator<ChatServer.Builder> settings) throws IOException {
        return new TestServer(broker, settings);
    }

    public int port() {
        return server.address().getPort();
    }

    /** A socket on which nothing was said yet. */
    public RawClient connect() throws IOException {
        return RawClient.connect(port());
    }

    /** A WebSocket on the native path. */
    public RawClient webSocket() throws IOException {
        return connect().upgrade("/ws");
    }

    /** A WebSocket that is in a room. */
    public RawClient member(String user, String room) throws IOException {
        RawClient client = webSocket();
        client.ask("{\"event\":\"authenticate\",\"data\":{\"userId\":\"" + user + "\",\"username\":\"" + user
                + "\"},\"id\":1}");
        client.ask("{\"event\":\"join_room\",\"data\":{\"roomId\":\"" + room + "\"},\"id\":2}");
        return client;
    }

    /** Until a client has been sent more than the kernel takes. */
    public void awaitSlowReader() {
        awaitSlowReader(server);
    }

    public static void awaitSlowReader(ChatServer server) {
        await("something waits for a client that does not read").until(() -> server.slowReaders() > 0);
    }

    @Override
    public void close() {
        server.stop();
        engine.close();
    }
}
