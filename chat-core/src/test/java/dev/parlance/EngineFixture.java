package dev.parlance;

import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.broker.InMemoryHub;
import dev.parlance.policy.ChatLimits;
import dev.parlance.room.Rooms;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Engines on one store, under manual time; every client has a lane of its own unless a test shares one. */
public final class EngineFixture {
    public final ManualTime time = new ManualTime();
    public final InMemoryHub hub = new InMemoryHub(time, new Random(7));
    public final TestClient.WordEncoder encoder = new TestClient.WordEncoder();
    public final ChatEngine engine;

    public EngineFixture() {
        this(builder -> builder);
    }

    public EngineFixture(UnaryOperator<ChatEngine.Builder> settings) {
        engine = node(settings);
    }

    public ChatEngine node(UnaryOperator<ChatEngine.Builder> settings) {
        return node(InMemoryBroker.builder().hub(hub).build(), settings);
    }

    public ChatEngine node(ChatBroker broker, UnaryOperator<ChatEngine.Builder> settings) {
        ChatEngine.Builder builder = ChatEngine.builder()
                .broker(broker)
                .ticker(time::ticks)
                .clock(time)
                .scheduler(time)
                .executor(Runnable::run)
                .limits(ChatLimits.builder().unlimitedRates().build());
        ChatEngine built = settings.apply(builder).build();
        built.start().toCompletableFuture().join();
        return built;
    }

    /** The rooms that an engine is in. */
    public static Rooms rooms(ChatEngine engine) {
        return engine.rooms();
    }

    public TestClient client() {
        return new TestClient(engine, new TestLane(), encoder);
    }

    public TestClient client(String userId, String room) {
        TestClient client = client().as(userId).join(room);
        client.news();
        return client;
    }
}
