package dev.parlance;

import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.broker.InMemoryHub;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Engines on one store, under manual time; every client has a lane of its own unless a test shares one. */
final class EngineFixture {
    final ManualTime time = new ManualTime();
    final InMemoryHub hub = new InMemoryHub(time, new Random(7));
    final TestClient.WordEncoder encoder = new TestClient.WordEncoder();
    final ChatEngine engine;

    EngineFixture() {
        this(builder -> builder);
    }

    EngineFixture(UnaryOperator<ChatEngine.Builder> settings) {
        engine = node(settings);
    }

    ChatEngine node(UnaryOperator<ChatEngine.Builder> settings) {
        return node(InMemoryBroker.builder().hub(hub).build(), settings);
    }

    ChatEngine node(ChatBroker broker, UnaryOperator<ChatEngine.Builder> settings) {
        ChatEngine.Builder builder = ChatEngine.builder()
                .broker(broker)
                .ticker(time::ticks)
                .scheduler(time)
                .executor(Runnable::run)
                .limits(ChatLimits.builder().unlimitedCommandRate().build());
        ChatEngine built = settings.apply(builder).build();
        built.start().toCompletableFuture().join();
        return built;
    }

    TestClient client() {
        return new TestClient(engine, new TestLane(), encoder);
    }

    TestClient client(String userId, String room) {
        TestClient client = client().as(userId).join(room);
        client.news();
        return client;
    }
}
