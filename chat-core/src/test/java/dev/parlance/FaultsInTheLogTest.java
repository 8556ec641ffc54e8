package dev.parlance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.model.Credentials;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.policy.Action;
import dev.parlance.policy.Authenticator;
import dev.parlance.policy.Authorizer;
import dev.parlance.policy.ChatListener;
import dev.parlance.policy.MessageInterceptor;
import dev.parlance.policy.RoomSettings;
import dev.parlance.transport.AnswerFrame;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.EventFrame;
import dev.parlance.transport.FrameEncoder;
import dev.parlance.transport.ServerEvent;
import dev.parlance.transport.ServerReply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Who is told that a fault of the server is in its log finds there whose: a line of its own for each class that failed. */
class FaultsInTheLogTest {
    private static final RoomId TEA = new RoomId("tea");

    @AutoClose
    private final LogLines log = new LogLines("dev.parlance");

    private static RuntimeException expected() {
        return new IllegalArgumentException("expected by this test");
    }

    private void assertThatTheLogNames(Class<?> failed) throws InterruptedException {
        LogRecord line = log.lines.poll(60, TimeUnit.SECONDS);
        while (line != null && !line.getMessage().contains(failed.getName())) {
            line = log.lines.poll(60, TimeUnit.SECONDS);
        }
        assertThat(line).as("a line that names " + failed).isNotNull();
    }

    private static TestClient ada(EngineFixture fixture) {
        TestClient ada = fixture.client().as("ada").join("tea");
        return ada.say("tea", "hello");
    }

    /** Lets everyone in, and fails at the first word. */
    private abstract static class Faulty implements Authorizer {
        @Override
        public final CompletionStage<Boolean> permits(User user, Action action) {
            return action instanceof Action.Join ? CompletableFuture.completedFuture(true) : maySend();
        }

        abstract CompletionStage<Boolean> maySend();
    }

    private static final class Throwing extends Faulty {
        @Override
        CompletionStage<Boolean> maySend() {
            throw expected();
        }
    }

    private static final class Failing extends Faulty {
        @Override
        CompletionStage<Boolean> maySend() {
            return CompletableFuture.failedFuture(expected());
        }
    }

    private static final class Undecided extends Faulty {
        @Override
        CompletionStage<Boolean> maySend() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public boolean mayBlock() {
            return false;
        }
    }

    private static final class NoDoor implements Authorizer {
        @Override
        public CompletionStage<Boolean> permits(User user, Action action) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public boolean mayBlock() {
            return false;
        }
    }

    @Test
    void anAuthorizerHoweverItFailsAndAnotherOneToo() throws InterruptedException {
        for (Authorizer authorizer : List.of(new Throwing(), new Failing(), new Undecided())) {
            EngineFixture fixture = new EngineFixture(builder -> builder.authorizer(authorizer));
            assertThat(ada(fixture).news()).contains("error INTERNAL_ERROR for send_message");
            assertThatTheLogNames(authorizer.getClass());
        }
        EngineFixture fixture = new EngineFixture(builder -> builder.authorizer(new NoDoor()));
        assertThat(ada(fixture).news()).contains("error INTERNAL_ERROR for join_room");
        assertThatTheLogNames(NoDoor.class);
    }

    private static final class Renaming implements MessageInterceptor {
        @Override
        public CompletionStage<MessageDraft> intercept(MessageDraft draft) {
            return CompletableFuture.completedFuture(MessageDraft.builder(draft.roomId(), User.of("bo", "Bo"), "hello")
                    .build());
        }
    }

    private static final class Swallowing implements MessageInterceptor {
        @Override
        public CompletionStage<MessageDraft> intercept(MessageDraft draft) {
            return CompletableFuture.completedFuture(null);
        }
    }

    @Test
    void anInterceptorWhoseAnswerIsNone() throws InterruptedException {
        for (MessageInterceptor interceptor : List.of(new Renaming(), new Swallowing())) {
            EngineFixture fixture = new EngineFixture(builder -> builder.interceptor(interceptor));
            assertThat(ada(fixture).news()).contains("error INTERNAL_ERROR for send_message");
            assertThatTheLogNames(interceptor.getClass());
        }
    }

    private static final class Forgetful implements Authenticator {
        @Override
        public CompletionStage<User> authenticate(Credentials credentials) {
            return null;
        }
    }

    private static final class Silent implements Authenticator {
        @Override
        public CompletionStage<User> authenticate(Credentials credentials) {
            return new CompletableFuture<>();
        }
    }

    @Test
    void anAuthenticatorThatFailsOrDoesNotAnswer() throws InterruptedException {
        EngineFixture fixture = new EngineFixture(builder -> builder.authenticator(new Forgetful()));
        assertThat(fixture.client().as("ada").news()).contains("error INTERNAL_ERROR for authenticate");
        assertThatTheLogNames(Forgetful.class);
        EngineFixture silent = new EngineFixture(builder -> builder.authenticator(new Silent()));
        silent.client().as("ada");
        silent.time.advance(Duration.ofSeconds(10));
        assertThatTheLogNames(Silent.class);
    }

    private static final class Unsettled implements Function<RoomId, RoomSettings> {
        @Override
        public RoomSettings apply(RoomId id) {
            return null;
        }
    }

    @Test
    void settingsThatAreNone() throws InterruptedException {
        EngineFixture fixture = new EngineFixture(builder -> builder.rooms(new Unsettled()));
        assertThat(fixture.client().as("ada").join("tea").news()).contains("error INTERNAL_ERROR for join_room");
        assertThatTheLogNames(Unsettled.class);
    }

    private static final class Deaf implements ChatListener {
        @Override
        public void connected(User user) {
            throw expected();
        }
    }

    private static final class Uncallable implements Consumer<Map<String, String>> {
        @Override
        public void accept(Map<String, String> data) {
            throw expected();
        }
    }

    @Test
    void aListenerOfTheEngineAndOneOfNodes() throws InterruptedException {
        EngineFixture fixture = new EngineFixture(builder -> builder.listener(new Deaf()));
        fixture.client().as("ada");
        assertThatTheLogNames(Deaf.class);
        fixture.engine.nodes().listen("x", new Uncallable());
        fixture.engine.nodes().call("x", Map.of());
        assertThatTheLogNames(Uncallable.class);
    }

    private static final class Speechless implements FrameEncoder {
        @Override
        public EventFrame event(ServerEvent event) {
            return new EventFrame(new byte[0], 0, event);
        }

        @Override
        public AnswerFrame reply(long requestId, ServerReply reply) {
            if (reply instanceof ServerReply.Failed) {
                return new AnswerFrame("fault".getBytes(StandardCharsets.UTF_8), 0, requestId);
            }
            throw expected();
        }
    }

    @Test
    void anEncoder() throws InterruptedException {
        FrameEncoder encoder = new Speechless();
        EngineFixture fixture = new EngineFixture();
        TestClient ada = new TestClient(fixture.engine, new TestLane(), encoder);
        assertThat(ada.ask(1, new ClientCommand.Ping()).news()).containsExactly("fault");
        assertThatTheLogNames(Speechless.class);
    }

    private static class Unreadable extends ForwardingBroker {
        Unreadable() {
            super(InMemoryBroker.builder().build());
        }

        @Override
        public CompletionStage<HistoryPage> history(RoomId roomId, HistoryQuery query) {
            throw expected();
        }
    }

    private static final class Empty extends Unreadable {
        @Override
        public CompletionStage<HistoryPage> history(RoomId roomId, HistoryQuery query) {
            return null;
        }
    }

    @Test
    void aBrokerThatThrowsOrReturnsNull() throws InterruptedException {
        EngineFixture fixture = new EngineFixture();
        for (Unreadable broker : List.of(new Unreadable(), new Empty())) {
            ChatEngine engine = fixture.node(broker, builder -> builder);
            TestClient ada = new TestClient(engine, new TestLane(), fixture.encoder)
                    .as("ada")
                    .join(TEA.value());
            assertThat(ada.news()).contains("error INTERNAL_ERROR for join_room");
            assertThatTheLogNames(broker.getClass());
        }
    }
}
