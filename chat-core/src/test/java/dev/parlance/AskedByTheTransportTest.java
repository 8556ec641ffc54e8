package dev.parlance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.ChatException;
import dev.parlance.model.Credentials;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.policy.Authenticator;
import dev.parlance.policy.ChatLimits;
import dev.parlance.policy.Metered;
import dev.parlance.policy.Rate;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.CloseReason;
import dev.parlance.transport.ServerReply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a transport asks in its own name is answered to itself, as a value. */
class AskedByTheTransportTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final ClientCommand ADA = new ClientCommand.Authenticate(Credentials.of("ada", "Ada", null));
    private static final ClientCommand JOIN = new ClientCommand.Join(TEA, null, 0);

    private final EngineFixture fixture = new EngineFixture();
    private final List<ServerReply> heard = new ArrayList<>();

    @Test
    void anAnswerComesAsAValueAndNothingIsSent() {
        TestClient ada = fixture.client().ask(ADA, heard::add).ask(JOIN, heard::add);
        assertThat(heard.get(0)).isEqualTo(new ServerReply.Authenticated(User.of("ada", "Ada")));
        assertThat(heard.get(1))
                .isInstanceOfSatisfying(
                        ServerReply.Joined.class,
                        joined -> assertThat(joined.members()).containsExactly(User.of("ada", "Ada")));
        assertThat(heard).hasSize(2);
        assertThat(ada.news()).isEmpty();
        assertThat(ada.say("tea", "Hello").news()).containsExactly("Ada: Hello");
    }

    @Test
    void soDoesARefusalWhicheverWayItComes() {
        fixture.client().ask(JOIN, heard::add);
        assertThat(heard)
                .singleElement()
                .isInstanceOfSatisfying(
                        ServerReply.Failed.class,
                        failed -> assertThat(failed.error().code()).isEqualTo(ErrorCode.NOT_AUTHENTICATED));
        EngineFixture strict = new EngineFixture(builder -> builder.limits(ChatLimits.builder()
                .connectionRate(Metered.REQUESTS, new Rate(1, 1))
                .build()));
        heard.clear();
        TestClient hasty = strict.client().ask(ADA, heard::add).ask(JOIN, heard::add);
        assertThat(heard)
                .hasSize(2)
                .last()
                .isInstanceOfSatisfying(
                        ServerReply.Failed.class,
                        failed -> assertThat(failed.error().code()).isEqualTo(ErrorCode.RATE_LIMITED));
        assertThat(hasty.news()).isEmpty();
    }

    @Test
    void whatTheTransportAsksAndWhatItsClientAsksIsNeverMistaken() {
        TestClient ada = fixture.client("ada", "tea");
        for (long id : new long[] {0, 1, Long.MAX_VALUE}) {
            ada.ask(new ClientCommand.Ping(), heard::add).ask(id, new ClientCommand.Ping());
            assertThat(ada.news()).containsExactly(id + ":pong");
        }
        assertThat(heard).hasSize(3).containsOnly(new ServerReply.Pong());
    }

    @ParameterizedTest
    @ValueSource(longs = {-2, Long.MIN_VALUE})
    void anIdThatIsNoClientsCostsTheConnectionAndTakesNoAnswer(long id) {
        CompletableFuture<User> late = new CompletableFuture<>();
        EngineFixture waiting = new EngineFixture(builder -> builder.authenticator(credentials -> late));
        List<Consumer<TestClient>> faults = List.of(
                client -> client.ask(id, new ClientCommand.Ping()),
                client -> client.refuse(new ChatException(ErrorCode.BAD_REQUEST, "expected by this test"), id));
        for (Consumer<TestClient> fault : faults) {
            TestClient ada = waiting.client().ask(ADA, heard::add);
            fault.accept(ada);
            assertThat(ada.closed).isEqualTo(CloseReason.SERVER_FAULT);
            assertThat(ada.news()).isEmpty();
        }
        late.complete(User.of("ada", "Ada"));
        assertThat(heard).isEmpty();
        assertThat(waiting.engine.sessionCount()).isZero();
    }

    @Test
    void nothingComesAfterTheEnd() {
        CompletableFuture<User> late = new CompletableFuture<>();
        Authenticator slow = credentials -> late;
        EngineFixture waiting = new EngineFixture(builder -> builder.authenticator(slow));
        TestClient ada = waiting.client().ask(ADA, heard::add);
        ada.vanish();
        late.complete(User.of("ada", "Ada"));
        ada.ask(JOIN, heard::add);
        assertThat(heard).isEmpty();
    }

    @Test
    void aTransportThatFailsWithAnAnswerCostsItsConnection() {
        TestClient ada = fixture.client().ask(ADA, reply -> {
            throw new IllegalStateException("expected by this test");
        });
        assertThat(ada.closed).isEqualTo(CloseReason.SERVER_FAULT);
        assertThat(fixture.engine.sessionCount()).isZero();
    }
}
