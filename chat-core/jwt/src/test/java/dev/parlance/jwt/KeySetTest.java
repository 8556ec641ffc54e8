package dev.parlance.jwt;

import static dev.parlance.jwt.Logins.login;
import static dev.parlance.jwt.Logins.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.util.Base64URL;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An issuer's keys, where it publishes them: fetched as seldom as may be, over whatever happens to the address. */
class KeySetTest {
    private static final Issuer FIRST = Issuer.rsa("first");
    private static final Issuer SECOND = Issuer.ed25519("second");

    private final Logins time = new Logins();
    private KeySetServer server;
    private JwtAuthenticator authenticator;

    @BeforeEach
    void open() throws IOException {
        server = new KeySetServer();
        server.has(FIRST.publicKey());
        authenticator = built(KeySetFetch.DEADLINE);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private JwtAuthenticator built(Duration deadline) {
        return JwtAuthenticator.builder()
                .jwks(server.address())
                .clock(time)
                .fetchDeadline(deadline)
                .build();
    }

    private String token(Issuer issuer) {
        return issuer.token(time.ada().build());
    }

    private void assertAway(ChatException refusal) {
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.HOST_UNAVAILABLE);
        assertThat(refusal.retryable()).isTrue();
    }

    @Test
    void keysOfAllKindsAreFetchedOnceAndKept() {
        Issuer ec = Issuer.ec("third", "secp256r1");
        server.has(FIRST.publicKey(), SECOND.publicKey(), ec.publicKey());
        assertThat(server.fetches).hasValue(0);
        for (Issuer issuer : List.of(FIRST, SECOND, ec, FIRST)) {
            assertThat(login(authenticator, token(issuer)).name()).isEqualTo("ada");
        }
        assertThat(server.fetches).hasValue(1);
    }

    @Test
    void aKeyThatIsNewIsFoundWhenATokenNamesIt() {
        login(authenticator, token(FIRST));
        server.has(FIRST.publicKey(), SECOND.publicKey());
        login(authenticator, token(SECOND));
        login(authenticator, token(FIRST));
        assertThat(server.fetches).hasValue(2);
    }

    @Test
    void aKeyThatWasTakenBackIsNoneAfterFiveMinutes() {
        login(authenticator, token(FIRST));
        server.has(SECOND.publicKey());
        time.advance(KeySetByUrl.KEPT.plusMillis(1));
        assertThat(refusal(authenticator, token(FIRST))).hasMessageContaining("not known here");
        login(authenticator, token(SECOND));
    }

    @Test
    void noLoginWaitsForKeysThatAreFetchedAnewInTime() throws InterruptedException {
        login(authenticator, token(FIRST));
        CountDownLatch held = new CountDownLatch(1);
        server.answer = exchange -> {
            try {
                held.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            KeySetServer.answer(exchange, 404, "");
        };
        time.advance(KeySetByUrl.KEPT.minus(KeySetByUrl.AHEAD).plusMillis(1));
        login(authenticator, token(FIRST)); // while the fetch is held
        await("the keys are fetched beside the logins").until(() -> server.fetches.get() == 2);
        login(authenticator, token(FIRST));
        held.countDown();
    }

    @Test
    void namesThatAreMadeUpCostTwoFetchesInHalfAMinute() {
        login(authenticator, token(FIRST));
        List<ChatException> refusals = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            refusals.add(refusal(authenticator, token(Issuer.ed25519("made up " + i))));
        }
        assertThat(refusals).allSatisfy(each -> {
            assertThat(each.code()).isEqualTo(ErrorCode.AUTHENTICATION_FAILED); // counts as a try of the connection
            assertThat(each).hasMessageContaining("not known here");
        });
        assertThat(refusals.get(99).retryable())
                .as("the key may be new, nobody has looked")
                .isTrue();
        assertThat(server.fetches).hasValue(2);
        login(authenticator, token(FIRST));
        time.advance(KeySetByUrl.INTERVAL);
        server.has(FIRST.publicKey(), SECOND.publicKey());
        login(authenticator, token(SECOND));
        assertThat(server.fetches).hasValue(3);
    }

    @Test
    void whileTheAddressIsAwayTheLastKeysCountForAnHour() {
        login(authenticator, token(FIRST));
        server.answers(503, "");
        for (int minutes = 0; minutes < 54; minutes += 6) {
            time.advance(Duration.ofMinutes(6));
            login(authenticator, token(FIRST));
        }
        assertThat(server.fetches).hasValue(10);
        time.advance(Duration.ofMinutes(12));
        assertAway(refusal(authenticator, token(FIRST)));
        server.has(FIRST.publicKey());
        time.advance(KeySetByUrl.INTERVAL);
        login(authenticator, token(FIRST));
    }

    @Test
    void anAnswerThatIsNoKeySetIsAnOutageToo() {
        login(authenticator, token(FIRST));
        for (String body : List.of("<html>we are working on it</html>", "{}", "[]", "{\"keys\":[{\"kty\":\"RSA\"}]}")) {
            server.answers(200, body);
            time.advance(Duration.ofMinutes(6));
            login(authenticator, token(FIRST));
        }
    }

    @Test
    void anAddressThatWasNeverThereIsSaidToBeAway() {
        server.answers(500, "");
        assertAway(refusal(authenticator, token(FIRST)));
        server.close();
        assertAway(refusal(built(KeySetFetch.DEADLINE), token(FIRST)));
    }

    @Test
    void anAnswerThatIsTooLongIsGivenUp() {
        String set = new JWKSet(FIRST.publicKey()).toString();
        server.answers(200, " ".repeat(KeySetFetch.MOST_BYTES - set.length() + 1) + set);
        assertAway(refusal(authenticator, token(FIRST)));
        server.answers(200, " ".repeat(KeySetFetch.MOST_BYTES - set.length()) + set);
        login(authenticator, token(FIRST));
    }

    @Test
    void anAnswerThatComesInDropsIsGivenUpInTime() {
        CountDownLatch never = new CountDownLatch(1);
        server.answer = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (exchange) {
                while (!never.await(50, TimeUnit.MILLISECONDS)) {
                    exchange.getResponseBody().write(' ');
                    exchange.getResponseBody().flush();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        long begin = System.nanoTime();
        assertAway(refusal(built(Duration.ofMillis(500)), token(FIRST)));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
        never.countDown();
    }

    @Test
    void nobodyIsLedElsewhere() throws IOException {
        try (KeySetServer other = new KeySetServer()) {
            other.has(FIRST.publicKey());
            server.answer = exchange -> {
                exchange.getResponseHeaders().set("Location", other.address().toString());
                KeySetServer.answer(exchange, 302, "");
            };
            assertAway(refusal(authenticator, token(FIRST)));
            assertThat(other.fetches).hasValue(0);
        }
    }

    @Test
    void aSecretThatIsPublishedIsNoneAndAsksNobody() {
        server.has(new OctetSequenceKey.Builder(Base64URL.encode(Issuer.SECRET))
                .keyID("s")
                .build());
        assertThat(refusal(authenticator, token(Issuer.withSecret()))).hasMessageContaining("not known here");
        assertThat(server.fetches).hasValue(0);
    }

    @Test
    void aKeyThatIsTooShortIsNone() {
        Issuer weak = Issuer.rsa("weak", 1024);
        server.has(weak.publicKey());
        assertThat(refusal(authenticator, token(FIRST))).isNotNull();
        assertThat(server.fetches).hasValueGreaterThan(0);
    }
}
