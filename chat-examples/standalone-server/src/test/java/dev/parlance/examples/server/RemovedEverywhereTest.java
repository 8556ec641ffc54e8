package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parlance.ChatEngine;
import dev.parlance.Room;
import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.broker.InMemoryHub;
import dev.parlance.model.Credentials;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomKind;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.policy.Authenticator;
import dev.parlance.policy.ChatLimits;
import dev.parlance.redis.RedisBroker;
import dev.parlance.redis.RedisConfig;
import dev.parlance.redis.RedisProgram;
import dev.parlance.websocket.ChatServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What is said 100 ms after a removal has completed, or later, the user never hears, on either of two nodes, over both protocols and REST, while others go on talking there. Each word says when it was said:
 * when its hearers get to read it does not matter.
 */
class RemovedEverywhereTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final RoomId TEA = new RoomId("tea");
    private static final UserId ADA = new UserId("ada");
    private static final Pattern WORD = Pattern.compile("\"word (\\d+) said at (-?\\d+)\"");

    /** How a user is taken out of the room. */
    private interface Way {
        ChatEngine.Builder with(ChatEngine.Builder engine);

        CompletionStage<?> prepare(ChatBroker broker);

        CompletionStage<?> takeOut(Node node);

        /** Whether no node knows otherwise once it has completed; else a word is on its way to them. */
        boolean isKnownEverywhere();

        String told();
    }

    /** The host does not allow it any more, and takes the user out. */
    private static final class Kick implements Way {
        private final Set<UserId> banned = ConcurrentHashMap.newKeySet();

        @Override
        public ChatEngine.Builder with(ChatEngine.Builder engine) {
            return engine.authorizer((user, action) -> CompletableFuture.completedFuture(!banned.contains(user.id())));
        }

        @Override
        public CompletionStage<?> prepare(ChatBroker broker) {
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> takeOut(Node node) {
            banned.add(ADA);
            return node.engine.room(TEA).remove(ADA, "enough");
        }

        @Override
        public boolean isKnownEverywhere() {
            return true;
        }

        @Override
        public String told() {
            return "\"action\":\"kick\",\"reason\":\"enough\"";
        }
    }

    /** The user is no member of the private room any more. */
    private static final class NoMember implements Way {
        @Override
        public ChatEngine.Builder with(ChatEngine.Builder engine) {
            return engine;
        }

        @Override
        public CompletionStage<?> prepare(ChatBroker broker) {
            return broker.createRoom(
                    RoomRecord.builder(TEA, RoomKind.PRIVATE).build(),
                    Map.of(ADA, RoomRole.MEMBER, new UserId("bo"), RoomRole.OWNER));
        }

        @Override
        public CompletionStage<?> takeOut(Node node) {
            return node.broker.removeMember(TEA, ADA);
        }

        @Override
        public boolean isKnownEverywhere() {
            return false;
        }

        @Override
        public String told() {
            return "\"action\":\"forbidden\"";
        }
    }

    /** Believes who a client says it is, at once; over REST that is its token. */
    private static final class Login implements Authenticator {
        @Override
        public CompletionStage<User> authenticate(Credentials credentials) {
            String userId = credentials.userId() == null ? credentials.bearer().orElse("") : credentials.userId();
            return CompletableFuture.completedStage(User.of(userId, userId));
        }

        @Override
        public boolean mayBlock() {
            return false;
        }
    }

    private static final class Node implements AutoCloseable {
        final ChatBroker broker;
        final ChatEngine engine;
        final ChatServer server;

        Node(ChatBroker broker, Way way) throws IOException {
            this.broker = broker;
            engine = way.with(ChatEngine.builder()
                            .broker(broker)
                            .authenticator(new Login())
                            .limits(ChatLimits.builder().unlimitedRates().build()))
                    .build();
            server = ChatServer.builder(engine)
                    .host("127.0.0.1")
                    .port(0)
                    .guardedHistory(true)
                    .build()
                    .start();
        }

        /** What REST answers to ada. */
        int reads() throws IOException, InterruptedException {
            URI address =
                    URI.create("http://127.0.0.1:" + server.address().getPort() + "/api/chat/tea/history?limit=1");
            return HTTP.send(
                            HttpRequest.newBuilder(address)
                                    .header("Authorization", "Bearer ada")
                                    .timeout(Duration.ofSeconds(10))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }

        @Override
        public void close() {
            server.stop();
            engine.close();
        }
    }

    @Test
    void whomTheHostTakesOutInMemory() throws Exception {
        inMemory(new Kick());
    }

    @Test
    void whomTheHostTakesOutOverRedis() throws Exception {
        overRedis(new Kick());
    }

    @Test
    void whoIsNoMemberOfAPrivateRoomAnyMoreInMemory() throws Exception {
        inMemory(new NoMember());
    }

    @Test
    void whoIsNoMemberOfAPrivateRoomAnyMoreOverRedis() throws Exception {
        overRedis(new NoMember());
    }

    private static void inMemory(Way way) throws Exception {
        InMemoryHub hub = new InMemoryHub(InstantSource.system(), new SecureRandom());
        removesWhileOthersTalk(() -> InMemoryBroker.builder().hub(hub).build(), way);
    }

    private static void overRedis(Way way) throws Exception {
        try (RedisProgram redis = RedisProgram.with()) {
            removesWhileOthersTalk(
                    () -> RedisBroker.builder(RedisConfig.of(redis.url())).build(), way);
        }
    }

    private static void removesWhileOthersTalk(Supplier<ChatBroker> brokers, Way way) throws Exception {
        try (Node one = new Node(brokers.get(), way);
                Node two = new Node(brokers.get(), way);
                Eavesdroppers ada = new Eavesdroppers();
                Eavesdroppers bo = new Eavesdroppers()) {
            way.prepare(one.broker).toCompletableFuture().get(60, TimeUnit.SECONDS);
            for (Node node : List.of(one, two)) {
                int port = node.server.address().getPort();
                ada.add(Eavesdropper.ofTheNativeProtocol(port, "ada", true));
                ada.add(Eavesdropper.ofTheNativeProtocol(port, "ada", false));
                ada.add(Eavesdropper.ofSocketIo(port, "ada", true, ""));
                ada.add(Eavesdropper.ofSocketIo(port, "ada", false, ""));
                ada.add(Eavesdropper.ofSocketIo(port, "ada", true, "&recovery=1"));
                ada.add(Eavesdropper.ofSocketIo(port, "ada", false, "&recovery=1"));
                bo.add(Eavesdropper.ofTheNativeProtocol(port, "bo", true));
                assertThat(node.reads()).isEqualTo(200);
            }
            try (Talking talking = new Talking(two.engine.room(TEA))) {
                talking.begin();
                await("all hear what is said")
                        .until(() -> ada.allHeard("\"word 20 said") && bo.allHeard("\"word 20 said"));
                way.takeOut(one).toCompletableFuture().get(60, TimeUnit.SECONDS);
                long silence = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100);
                if (way.isKnownEverywhere()) {
                    ada.everySecond()
                            .forEach(Eavesdropper::triesToComeBack); // a refusal would end the others' stay, too
                }
                long asked;
                do {
                    asked = System.nanoTime();
                    int last = Math.min(one.reads(), two.reads()); // 200 unless both refuse
                    assertThat(asked - silence < 0 || last == 403)
                            .as("ada reads nothing over REST later than that, but is answered " + last)
                            .isTrue();
                } while (asked - silence < 0);
                await("others hear what is said later")
                        .until(() -> bo.all().stream()
                                .allMatch(each -> wordsSaidAfter(silence, each).size() > 50));
                ada.all().forEach(Eavesdropper::pings);
                await("all have read what was sent to them")
                        .until(() -> ada.all().stream().allMatch(Eavesdropper::hasReadToTheEnd));
                assertThatNothingWasHeardOfWhatWasSaidAfter(silence, ada);
                ada.all().forEach(Eavesdropper::triesToComeBack);
                await("all may not come back").until(() -> ada.all().stream().allMatch(Eavesdropper::wasRefused));
                assertThatNothingWasHeardOfWhatWasSaidAfter(silence, ada);
                ada.all().forEach(each -> assertThat(each.wasTold(way.told())).isTrue());
            }
        }
    }

    private static void assertThatNothingWasHeardOfWhatWasSaidAfter(long time, Eavesdroppers hearers) {
        hearers.all()
                .forEach(each -> assertThat(wordsSaidAfter(time, each))
                        .as("words that were said later than 100 ms after the removal")
                        .isEmpty());
    }

    /** The numbers of the words that it has heard, in histories too, and that were said later than that time of {@link System#nanoTime}. */
    private static List<String> wordsSaidAfter(long time, Eavesdropper hearer) {
        List<String> numbers = new ArrayList<>();
        for (String text : hearer.texts()) {
            Matcher word = WORD.matcher(text);
            while (word.find()) {
                if (Long.parseLong(word.group(2)) - time > 0) {
                    numbers.add(word.group(1));
                }
            }
        }
        return numbers;
    }

    /** Says something new each millisecond or so, each when the one before is placed. */
    private static final class Talking implements AutoCloseable {
        private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

        private final AtomicBoolean over = new AtomicBoolean();
        private final Thread speaker;

        Talking(Room room) {
            speaker = new Thread(() -> {
                for (int word = 1; !over.get(); word++) {
                    room.publish("word " + word + " said at " + System.nanoTime())
                            .toCompletableFuture()
                            .orTimeout(60, TimeUnit.SECONDS)
                            .join();
                    LockSupport.parkNanos(PACE_NANOS);
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

        List<Eavesdropper> everySecond() {
            return IntStream.range(0, all.size())
                    .filter(i -> i % 2 == 0)
                    .mapToObj(all::get)
                    .toList();
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
