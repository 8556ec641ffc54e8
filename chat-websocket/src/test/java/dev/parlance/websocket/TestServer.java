package dev.parlance.websocket;

import static org.awaitility.Awaitility.await;

import dev.parlance.ChatEngine;
import dev.parlance.broker.ChatBroker;
import dev.parlance.policy.Authenticator;
import dev.parlance.policy.ChatLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** A server on a free port of the loopback address, with an engine of its own. Rates of addresses and of handshakes, and cut-offs, know no time but what {@link #pass passes}. */
public final class TestServer implements AutoCloseable {
    public final ChatEngine engine;
    public final ChatServer server;

    private final AtomicLong now = new AtomicLong();

    private TestServer(UnaryOperator<ChatEngine.Builder> chat, UnaryOperator<ChatServer.Builder> settings)
            throws IOException {
        engine = chat.apply(ChatEngine.builder()
                        .authenticator(Authenticator.trusting())
                        .limits(ChatLimits.builder().unlimitedRates().build()))
                .build();
        server = settings.apply(ChatServer.builder(engine)
                        .host("127.0.0.1")
                        .port(0)
                        .ticker(now::get)
                        .addressLimits(AddressLimits.unlimited())
                        .unlimitedHandshakeRate())
                .build()
                .start();
    }

    public static TestServer start() throws IOException {
        return start(builder -> builder);
    }

    public static TestServer start(UnaryOperator<ChatServer.Builder> settings) throws IOException {
        return start(engine -> engine, settings);
    }

    public static TestServer start(ChatBroker broker, UnaryOperator<ChatServer.Builder> settings) throws IOException {
        return start(engine -> engine.broker(broker), settings);
    }

    public static TestServer start(UnaryOperator<ChatEngine.Builder> chat, UnaryOperator<ChatServer.Builder> settings)
            throws IOException {
        return new TestServer(chat, settings);
    }

    public void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    public int port() {
        return server.address().getPort();
    }

    /** A socket on which nothing was said yet. */
    public RawClient connect() throws IOException {
        return RawClient.connect(port());
    }

    /** The same from another of the loopback addresses. */
    public RawClient connectFrom(String address) throws IOException {
        return RawClient.connectFrom(address, port());
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
