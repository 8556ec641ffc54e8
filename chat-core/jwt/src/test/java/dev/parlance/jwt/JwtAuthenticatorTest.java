package dev.parlance.jwt;

import static dev.parlance.jwt.Logins.START;
import static dev.parlance.jwt.Logins.login;
import static dev.parlance.jwt.Logins.refusal;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.PlainHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.parlance.model.ChatException;
import dev.parlance.model.Credentials;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who has a token that the host's issuer has signed is who it says; nobody else is. */
class JwtAuthenticatorTest {
    private static final Issuer RSA = Issuer.rsa("r1");
    private static final Issuer EC = Issuer.ec("e1", "secp256r1");
    private static final Issuer ED = Issuer.ed25519("d1");
    private static final Issuer HMAC = Issuer.withSecret();

    private final Logins time = new Logins();

    private JwtAuthenticator built(UnaryOperator<JwtAuthenticator.Builder> settings) {
        return settings.apply(JwtAuthenticator.builder().clock(time)).build();
    }

    private final JwtAuthenticator all = built(builder ->
            builder.secret(Issuer.SECRET).pem(RSA.pem()).pem(EC.pem()).pem(ED.pem()));

    private static void assertRefused(JwtAuthenticator authenticator, String token, String words) {
        ChatException refusal = refusal(authenticator, token);
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.AUTHENTICATION_FAILED);
        assertThat(refusal).hasMessageContaining(words).hasNoCause();
        assertThat(refusal.retryable()).isFalse();
    }

    static Stream<Issuer> issuers() {
        return Stream.of(RSA, EC, ED, HMAC);
    }

    @ParameterizedTest
    @MethodSource("issuers")
    void aTokenOfEachAlgorithmIsBelievedUnlessItWasTouched(Issuer issuer) {
        String token = issuer.token(time.ada().build());
        assertThat(login(all, token).id()).isEqualTo(new UserId("ada"));
        String[] parts = token.split("\\.");
        String bos = issuer.token(new JWTClaimsSet.Builder(time.ada().build())
                        .subject("bo")
                        .build())
                .split("\\.")[1];
        assertRefused(all, parts[0] + "." + bos + "." + parts[2], "signature is wrong");
        assertRefused(all, parts[0] + "." + parts[1] + ".", "");
        assertRefused(all, parts[0] + "." + parts[1] + ".AAAA", "signature is wrong");
    }

    @ParameterizedTest
    @MethodSource("issuers")
    void aKeyOfSomebodyElseIsNone(Issuer issuer) {
        JwtAuthenticator another = built(builder -> builder.secret(new byte[32])
                .pem(Issuer.rsa("r1").pem())
                .pem(Issuer.ec("e1", "secp256r1").pem())
                .pem(Issuer.ed25519("d1").pem()));
        assertRefused(another, issuer.token(time.ada().build()), "signature is wrong");
    }

    @Test
    void aPublicKeyIsNoSecret() throws Exception {
        JwtAuthenticator rsa = built(builder -> builder.pem(RSA.pem()));
        byte[] known = RSA.pem().getBytes(UTF_8);
        for (JwtAuthenticator each : List.of(rsa, all)) {
            JWSObject forged = new JWSObject(
                    new JWSHeader(JWSAlgorithm.HS256),
                    new Payload(time.ada().build().toJSONObject()));
            forged.sign(new MACSigner(new SecretKeySpec(known, "HmacSHA256")));
            assertThat(refusal(each, forged.serialize())).isNotNull();
        }
        assertRefused(rsa, HMAC.token(time.ada().build()), "a key that is not known");
    }

    @Test
    void anAlgorithmIsTheKeysAndNoneIsNone() throws Exception {
        assertRefused(all, new PlainJWT(new PlainHeader(), time.ada().build()).serialize(), "no signed JWT");
        JWSObject stronger = new JWSObject(
                new JWSHeader(JWSAlgorithm.HS512),
                new Payload(time.ada().build().toJSONObject()));
        stronger.sign(new MACSigner(new byte[64]));
        assertRefused(all, stronger.serialize(), "an algorithm that is not accepted");
        JwtAuthenticator ec = built(builder -> builder.pem(EC.pem()));
        assertRefused(ec, RSA.token(time.ada().build()), "a key that is not known");
        assertRefused(ec, ED.token(time.ada().build()), "a key that is not known");
    }

    @Test
    void whatItMustUnderstandAndDoesNotMakesItNone() {
        for (Issuer issuer : List.of(RSA, ED)) {
            JWSHeader header = new JWSHeader.Builder(issuer.header().getAlgorithm())
                    .keyID(issuer.keyId)
                    .customParam("exotic", true)
                    .criticalParams(Set.of("exotic"))
                    .build();
            assertRefused(all, issuer.token(header, time.ada().build()), "signature is wrong");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "jwt", "at+jwt", "application/at+jwt"})
    void aLoginIsAKindOfItsOwn(String type) {
        assertThat(login(all, RSA.token(RSA.header(type), time.ada().build()))).isNotNull();
        assertRefused(all, RSA.token(RSA.header("logout+jwt"), time.ada().build()), "something else");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b", "a.b.c", "e30.e30.e30", "...", "eyJhbGciOiJIUzI1NiJ9.W10.AAAA"})
    void whatIsNoTokenIsSaidToBeNone(String token) {
        assertRefused(all, token, "");
    }

    @Test
    void withoutATokenAndWithAnEndlessOneItIsRefused() {
        assertRefused(all, null, "a token is needed");
        assertRefused(all, "x".repeat(JwtAuthenticator.MAX_TOKEN_LENGTH + 1), "at most 16384");
        String deep = com.nimbusds.jose.util.Base64URL.encode("[".repeat(9_000)).toString();
        assertRefused(all, "eyJhbGciOiJIUzI1NiJ9." + deep + ".AAAA", "");
    }

    @Test
    void theLoginEndsWhenTheTokenSays() {
        assertThat(login(all, HMAC.token(time.ada().build())).expiresAt()).contains(START.plusSeconds(3600));
        String token = HMAC.token(time.ada().build());
        time.advance(Duration.ofMinutes(60));
        assertThat(login(all, token).expiresAt()).contains(START.plusSeconds(3660)); // within the skew
        time.advance(Duration.ofSeconds(60));
        assertRefused(all, token, "has expired");
    }

    @Test
    void aTokenWithoutAnEndIsGoodOnlyIfTheHostSaysSo() {
        String endless = HMAC.token(new JWTClaimsSet.Builder().subject("ada").build());
        assertRefused(all, endless, "(exp)");
        JwtAuthenticator lax = built(builder -> builder.secret(Issuer.SECRET).expiryRequired(false));
        assertThat(login(lax, endless).expiresAt()).isEmpty();
    }

    @Test
    void aTokenThatIsNotGoodYetIsSaidToBe() {
        String early = HMAC.token(
                time.ada().notBeforeTime(Date.from(START.plusSeconds(61))).build());
        assertRefused(all, early, "not good yet");
        time.advance(Duration.ofSeconds(1));
        assertThat(login(all, early)).isNotNull();
        JwtAuthenticator exact = built(builder -> builder.secret(Issuer.SECRET).clockSkew(Duration.ZERO));
        assertRefused(exact, early, "not good yet");
    }

    @Test
    void issuerAndAudienceAreThoseThatTheHostNames() {
        JwtAuthenticator strict = built(builder -> builder.secret(Issuer.SECRET)
                .issuer("https://a.example")
                .issuer("https://b.example")
                .audience("chat")
                .audience("talk"));
        JWTClaimsSet.Builder good = time.ada().issuer("https://b.example").audience(List.of("shop", "talk"));
        assertThat(login(strict, HMAC.token(good.build()))).isNotNull();
        assertRefused(strict, HMAC.token(good.audience("shop").build()), "not for this audience");
        assertRefused(strict, HMAC.token(good.audience((String) null).build()), "not for this audience");
        assertRefused(
                strict,
                HMAC.token(good.audience("chat").issuer("https://a.example/").build()),
                "another issuer");
        assertRefused(strict, HMAC.token(good.issuer(null).build()), "another issuer");
    }

    @Test
    void theUsualClaimsSayWhoItIs() {
        User ada = login(
                all,
                HMAC.token(time.ada()
                        .claim("name", "Countess")
                        .claim("roles", List.of("owner", "owner", "guest"))
                        .claim("picture", "https://pictures.example/ada")
                        .build()));
        assertThat(ada.name()).isEqualTo("Countess");
        assertThat(ada.roles()).containsExactlyInAnyOrder("owner", "guest");
        assertThat(ada.avatar()).hasToString("Optional[https://pictures.example/ada]");
        User plain = login(
                all,
                HMAC.token(time.ada()
                        .claim("name", " ")
                        .claim("roles", "guest")
                        .claim("picture", "data:image/png;base64,AAAA")
                        .build()));
        assertThat(plain.name()).isEqualTo("ada");
        assertThat(plain.roles()).containsExactly("guest");
        assertThat(plain.avatar()).isEmpty();
    }

    @Test
    void claimsThatSayNobodyAreRefused() {
        assertRefused(all, HMAC.token(time.ada().subject(null).build()), "(sub)");
        assertRefused(all, HMAC.token(time.ada().subject("").build()), "(sub)");
        assertRefused(all, HMAC.token(time.ada().claim("roles", List.of(1)).build()), "roles are not texts");
        assertRefused(all, HMAC.token(time.ada().claim("roles", Map.of("a", 1)).build()), "roles are not texts");
        assertThat(refusal(
                                all,
                                HMAC.token(time.ada()
                                        .claim("name", "x".repeat(129))
                                        .build()))
                        .code())
                .isEqualTo(ErrorCode.INVALID_USER);
    }

    @Test
    void theHostMayReadTheClaimsInItsOwnWayButNotOutliveThem() {
        JwtAuthenticator own = built(builder -> builder.secret(Issuer.SECRET)
                .users(claims -> User.builder(new UserId((String) claims.get("uid")), "Somebody")
                        .attributes(Map.of("plan", (String) claims.get("plan")))
                        .expiresAt(START.plus(Duration.ofDays(9)))));
        User user = login(
                own,
                HMAC.token(time.ada().claim("uid", "7").claim("plan", "gold").build()));
        assertThat(user.id()).isEqualTo(new UserId("7"));
        assertThat(user.attributes()).containsEntry("plan", "gold");
        assertThat(user.expiresAt()).contains(START.plusSeconds(3600));
    }

    @Test
    void theTokenMayStandInTheHeaderOrInACookieThatTheHostNames() {
        String token = HMAC.token(time.ada().build());
        Credentials header =
                Credentials.of(null, null, null).withAttributes(Map.of("header:authorization", "bearer " + token));
        assertThat(all.authenticate(header)).isCompleted();
        Credentials cookie =
                Credentials.of("ada", "Ada", null).withAttributes(Map.of("header:cookie", "other=1; session=" + token));
        JwtAuthenticator cookies =
                built(builder -> builder.secret(Issuer.SECRET).cookie("session"));
        assertThat(cookies.authenticate(cookie)).isCompleted();
        assertThat(refusalOf(cookie)).hasMessageContaining("a token is needed");
    }

    private ChatException refusalOf(Credentials credentials) {
        return org.assertj.core.api.Assertions.catchThrowableOfType(
                ChatException.class, () -> all.authenticate(credentials));
    }
}
