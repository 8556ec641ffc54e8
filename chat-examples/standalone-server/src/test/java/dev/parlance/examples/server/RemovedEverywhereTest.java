package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parlance.ChatEngine;
import dev.parlance.Room;
import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.broker.InMemoryHub;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.policy.ChatLimits;
import dev.parlance.redis.RedisBroker;
import dev.parlance.redis.RedisConfig;
import dev.parlance.redis.RedisProgram;
import dev.parlance.websocket.ChatServer;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** 100 ms after a removal has completed the user hears nothing of the room, on either of two nodes, over both protocols, while others go on talking there. */
class RemovedEverywhereTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final Predicate<String> SAID = text -> text.contains("\"word ");

    private final Set<String> banned = ConcurrentHashMap.newKeySet();

    private final class Node implements AutoCloseable {
        final ChatEngine engine;
        final ChatServer server;

        Node(ChatBroker broker) throws IOException {
            engine = ChatEngine.builder()
                    .broker(broker)
                    .authorizer((user, action) -> CompletableFuture.completedFuture(
                            !banned.contains(user.id().value())))
                    .limits(ChatLimits.builder().unlimitedRates().build())
                    .build();
            server =
                    ChatServer.builder(engine).host("127.0.0.1").port(0).build().start();
        }

        @Override
        public void close() {
            server.stop();
            engine.close();
        }
    }

    @Test
    void inMemory() throws Exception {
        InMemoryHub hub = new InMemoryHub(InstantSource.system(), new SecureRandom());
        removesWhileOthersTalk(() -> InMemoryBroker.builder().hub(hub).build());
    }

    @Test
    void overRedis() throws Exception {
        try (RedisProgram redis = RedisProgram.with()) {
            removesWhileOthersTalk(
                    () -> RedisBroker.builder(RedisConfig.of(redis.url())).build());
        }
    }

    private void removesWhileOthersTalk(Supplier<ChatBroker> brokers) throws Exception {
        try (Node one = new Node(brokers.get());
                Node two = new Node(brokers.get());
                Eavesdroppers ada = new Eavesdroppers();
                Eavesdroppers bo = new Eavesdroppers()) {
            for (Node node : List.of(one, two)) {
                int port = node.server.address().getPort();
                ada.add(Eavesdropper.ofTheNativeProtocol(port, "ada", true));
                ada.add(Eavesdropper.ofTheNativeProtocol(port, "ada", false));
                ada.add(Eavesdropper.ofSocketIo(port, "ada", true, ""));
                ada.add(Eavesdropper.ofSocketIo(port, "ada", false, ""));
                ada.add(Eavesdropper.ofSocketIo(port, "ada", true, "&recovery=1"));
                ada.add(Eavesdropper.ofSocketIo(port, "ada", false, "&recovery=1"));
                bo.add(Eavesdropper.ofTheNativeProtocol(port, "bo", true));
            }
            try (Talking talking = new Talking(two.engine.room(TEA))) {
                talking.begin();
                await("all hear what is said").until(() -> ada.allHeard("\"word 20\"") && bo.allHeard("\"word 20\""));
                banned.add("ada");
                one.engine
                        .room(TEA)
                        .remove(new UserId("ada"), "enough")
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS);
                long silence = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100);
                ada.all().forEach(Eavesdropper::triesToComeBack);
                await("others hear what is said later")
                        .until(() -> bo.all().stream()
                                .allMatch(each -> each.heardAfter(silence).stream()
                                                .filter(SAID)
                                                .count()
                                        > 50));
                await("all may not come back").until(() -> ada.all().stream().allMatch(Eavesdropper::wasRefused));
                ada.all()
                        .forEach(each -> assertThat(each.heardAfter(silence))
                                .as("heard later than 100 ms after the removal")
                                .noneMatch(SAID));
                ada.all().forEach(each -> assertThat(each.wasTold()).isTrue());
            }
        }
    }

    /** Says something new each millisecond or so, each when the one before is placed. */
    private static final class Talking implements AutoCloseable {
        private final AtomicBoolean over = new AtomicBoolean();
        private final Thread speaker;

        Talking(Room room) {
            speaker = new Thread(() -> {
                for (int word = 1; !over.get(); word++) {
                    room.publish("word " + word)
                            .toCompletableFuture()
                            .orTimeout(10, TimeUnit.SECONDS)
                            .join();
                }
            });
        }

        void begin() {
            speaker.start();
        }

        @Override
        public void close() {
            over.set(true);
            await("the speaker ends").until(() -> !speaker.isAlive());
        }
    }

    private static final class Eavesdroppers implements AutoCloseable {
        private final List<Eavesdropper> all = new ArrayList<>();

        void add(Eavesdropper one) {
            all.add(one);
        }

        List<Eavesdropper> all() {
            return all;
        }

        boolean allHeard(String word) {
            return all.stream().allMatch(each -> each.heard(word));
        }

        @Override
        public void close() {
            all.forEach(Eavesdropper::close);
        }
    }
}
