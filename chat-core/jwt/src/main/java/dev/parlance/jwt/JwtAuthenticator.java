package dev.parlance.jwt;

import static dev.parlance.jwt.ClaimRules.refusal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.parlance.model.ChatException;
import dev.parlance.model.Credentials;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.User;
import dev.parlance.policy.Authenticator;
import java.net.URI;
import java.security.Key;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Believes signed JSON Web Tokens (RFC 7519), wherever {@link Credentials#bearer} finds them, or a cookie: those of HS256 with a secret, those of RS256, ES256 and EdDSA (Ed25519) with a public key
 * that is given or that the issuer's key set (JWKS) has. Which algorithm counts is the key's affair, not the token's; {@code none} never does. The login ends when the token says.
 * Safe for use by many threads; may block, for a fetch of the key set.
 *
 * <pre>{@code
 * Authenticator tokens = JwtAuthenticator.builder()
 *         .jwks(URI.create("https://login.example/.well-known/jwks.json"))
 *         .issuer("https://login.example")
 *         .audience("chat")
 *         .build();
 * }</pre>
 *
 * <p>A client whose token is refused is told why ({@link ErrorCode#AUTHENTICATION_FAILED}): expired, for another audience. While the keys cannot be had at all it is {@link
 * ErrorCode#HOST_UNAVAILABLE}. No text, log or error has anything of a token in it. Rules are those of RFC 8725.
 */
public final class JwtAuthenticator implements Authenticator {
    /** The longest token that is looked at, in characters. */
    public static final int MAX_TOKEN_LENGTH = 16_384;

    /** Tokens of other kinds are issued for something else than a login, under the same keys (RFC 8725, section 3.12). */
    private static final Set<String> TYPES = Set.of("jwt", "application/jwt", "at+jwt", "application/at+jwt");

    private final List<TokenKeys> keys;
    private final ClaimRules rules;
    private final @Nullable String cookie;
    private final Function<? super Map<String, Object>, User.Builder> mapping;
    private final InstantSource clock;

    JwtAuthenticator(
            List<TokenKeys> keys,
            ClaimRules rules,
            @Nullable String cookie,
            Function<? super Map<String, Object>, User.Builder> mapping,
            InstantSource clock) {
        this.keys = List.copyOf(keys);
        this.rules = rules;
        this.cookie = cookie;
        this.mapping = mapping;
        this.clock = clock;
    }

    /**
     * Starts without a key.
     *
     * @return a builder, for one thread
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public CompletionStage<@Nullable User> authenticate(Credentials credentials) {
        String token = token(credentials).orElseThrow(() -> refusal("a token is needed"));
        if (token.length() > MAX_TOKEN_LENGTH) {
            throw refusal("a token has at most " + MAX_TOKEN_LENGTH + " characters");
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            checkSignature(jwt);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            Optional<Instant> end = rules.check(claims, clock.instant());
            User.Builder user = mapping.apply(claims.toJSONObject());
            end.ifPresent(user::expiresAt);
            return CompletableFuture.completedFuture(user.build());
        } catch (ParseException e) { // whose words are the token's
            throw refusal("this token is no signed JWT");
        }
    }

    private Optional<String> token(Credentials credentials) {
        Optional<String> bearer = credentials.bearer();
        return bearer.isPresent() || cookie == null ? bearer : credentials.cookie(cookie);
    }

    private void checkSignature(SignedJWT jwt) {
        JWSHeader header = jwt.getHeader();
        Algorithm algorithm = Algorithm.of(header)
                .orElseThrow(() -> refusal("this token is signed with an algorithm that is not accepted"));
        if (header.getType() != null
                && !TYPES.contains(header.getType().getType().toLowerCase(Locale.ROOT))) {
            throw refusal("this token is of a kind that is for something else than a login (typ)");
        }
        boolean tried = false;
        for (TokenKeys each : keys) {
            for (Key key : each.find(header, algorithm)) {
                if (isSigned(jwt, algorithm, key)) {
                    return;
                }
                tried = true;
            }
        }
        throw refusal(
                tried ? "this token's signature is wrong" : "this token is signed with a key that is not known here");
    }

    private static boolean isSigned(SignedJWT jwt, Algorithm algorithm, Key key) {
        try {
            return jwt.verify(algorithm.verifier(key));
        } catch (JOSEException e) {
            return false; // a key or a signature that is none for this algorithm
        }
    }

    /** Collects what tokens are checked with; not safe for use by several threads. At least one key, or the address of some, is needed. */
    public static final class Builder {
        private static final int LEAST_SECRET_BYTES = 32; // RFC 7518, section 3.2
        private static final Duration MOST_SKEW = Duration.ofMinutes(10);
        private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

        private final List<String> faults = new ArrayList<>();
        private final List<Key> given = new ArrayList<>();
        private final List<URI> addresses = new ArrayList<>();
        private boolean plainHttp;
        private final Set<String> issuers = new HashSet<>();
        private final Set<String> audiences = new HashSet<>();
        private Duration skew = Duration.ofSeconds(60);
        private boolean expiryRequired = true;
        private @Nullable String cookie;
        private Function<? super Map<String, Object>, User.Builder> mapping = StandardClaims::user;
        private InstantSource clock = InstantSource.system();
        private Duration fetchDeadline = KeySetFetch.DEADLINE;

        private Builder() {}

        /**
         * Accepts tokens of HS256. Whoever checks them can issue them, too: better have the issuer sign with a key of its own.
         *
         * @param value 32 bytes or more, as random as a key; copied
         * @return this
         */
        public Builder secret(byte[] value) {
            if (value.length < LEAST_SECRET_BYTES) {
                faults.add("a secret must have 32 bytes or more, this one has " + value.length);
            } else {
                given.add(new SecretKeySpec(value, "HmacSHA256"));
            }
            return this;
        }

        /**
         * Accepts tokens that were signed with the other half of a key: RS256 for one of RSA, ES256 for one of the curve P-256, EdDSA for one of Ed25519.
         *
         * @param value {@code PUBLIC KEY} or {@code CERTIFICATE} in PEM (RFC 7468); of a certificate the key alone counts, nobody asks for its dates. RSA has 2,048 bits or more
         * @return this
         */
        public Builder pem(String value) {
            try {
                Key key = PemKey.read(value);
                if (Stream.of(Algorithm.values()).anyMatch(each -> each.takes(key))) {
                    given.add(key);
                } else {
                    faults.add("a key in PEM must be of RSA with 2048 bits or more, of the curve P-256, or of Ed25519");
                }
            } catch (IllegalArgumentException e) {
                faults.add(e.getMessage());
            }
            return this;
        }

        /**
         * Accepts tokens that were signed with a key of an issuer's key set (RFC 7517, section 5), as of {@link #pem}; symmetric keys in it are left out. It is fetched when the first token comes,
         * and kept for 5 minutes. In the last of these it is fetched anew beside the logins that go on, and at once when a token names a key that is new: altogether twice in 30
         * seconds at the most. While it cannot be fetched the last one counts for up to an hour. A fetch takes 5 seconds at the most, the answer has at most 256 KB, and
         * redirections are not followed.
         *
         * @param value {@code https}, for this machine itself {@code http} too; without user and password
         * @return this
         */
        public Builder jwks(URI value) {
            addresses.add(value);
            return this;
        }

        /**
         * Whether the key set may be fetched without encryption from other machines, too: whoever is on the way can then log in as anyone.
         *
         * @param value false if nothing is said
         * @return this
         */
        public Builder allowPlainHttp(boolean value) {
            plainHttp = value;
            return this;
        }

        /**
         * Asks for an issuer ({@code iss}); called several times, for one of them.
         *
         * @param value as tokens name it, to the letter; any if nothing is said
         * @return this
         */
        public Builder issuer(String value) {
            issuers.add(value);
            return this;
        }

        /**
         * Asks for an audience ({@code aud}); called several times, for one of them. Without it a token that was issued for somebody else by the same issuer lets in here too.
         *
         * @param value as tokens name it, to the letter; any if nothing is said
         * @return this
         */
        public Builder audience(String value) {
            audiences.add(value);
            return this;
        }

        /**
         * Says how far the issuer's clock may be from ours, for {@code exp} and {@code nbf}.
         *
         * @param value up to 10 minutes; 60 s if nothing is said
         * @return this
         */
        public Builder clockSkew(Duration value) {
            skew = value;
            return this;
        }

        /**
         * Whether a token must say when it expires ({@code exp}).
         *
         * @param value true if nothing is said; else a token without is good for ever
         * @return this
         */
        public Builder expiryRequired(boolean value) {
            expiryRequired = value;
            return this;
        }

        /**
         * Looks for a token in a cookie, too, of the request that opened the connection. Which pages' cookies count is {@code ChatServer.Builder.corsOrigins}' affair. A login by cookie is renewed
         * by another connection, or by a token.
         *
         * @param name of the cookie; none if nothing is said
         * @return this
         */
        public Builder cookie(String name) {
            cookie = name;
            return this;
        }

        /**
         * Says who a token is about in the host's own way. Called with the claims of a token that is good, as JSON has them: strings, numbers, booleans, lists and maps. If the token ends, so
         * does the login, whatever the user says. May throw a {@link ChatException} to refuse.
         *
         * @param value by default {@code sub} is the id, {@code name} the name (the id if there is none), {@code roles} a role or a list of them, {@code picture} the avatar, left out if it is no address
         * @return this
         */
        public Builder users(Function<? super Map<String, Object>, User.Builder> value) {
            mapping = value;
            return this;
        }

        /**
         * Says what time it is.
         *
         * @param value default: the system's
         * @return this
         */
        public Builder clock(InstantSource value) {
            clock = value;
            return this;
        }

        /** How long a fetch may take; for tests. */
        Builder fetchDeadline(Duration value) {
            fetchDeadline = value;
            return this;
        }

        /**
         * Checks and builds; nothing is fetched yet.
         *
         * @return the authenticator
         * @throws IllegalArgumentException naming every fault, and nothing of a secret
         */
        public JwtAuthenticator build() {
            List<String> all = new ArrayList<>(faults);
            if (given.isEmpty() && addresses.isEmpty() && all.isEmpty()) {
                all.add("a secret, a key in PEM or the address of a key set is needed");
            }
            addresses.stream()
                    .filter(each -> !isSafe(each))
                    .forEach(
                            each -> all.add(
                                    "a key set's address must be "
                                            + "https://..., or http://... on this machine or with allowPlainHttp, without user and fragment"));
            if (skew.isNegative() || skew.compareTo(MOST_SKEW) > 0) {
                all.add("clockSkew must be 0 to 10 minutes, not " + skew);
            }
            if (!all.isEmpty()) {
                throw new IllegalArgumentException(String.join("; ", all));
            }
            List<TokenKeys> keys = new ArrayList<>();
            keys.add(new FixedKeys(given));
            addresses.forEach(each -> keys.add(new KeySetByUrl(each, clock, fetchDeadline)));
            ClaimRules rules = new ClaimRules(Set.copyOf(issuers), Set.copyOf(audiences), skew, expiryRequired);
            return new JwtAuthenticator(keys, rules, cookie, mapping, clock);
        }

        private boolean isSafe(URI address) {
            String host = address.getHost();
            if (host == null || address.getRawUserInfo() != null || address.getRawFragment() != null) {
                return false;
            }
            return "https".equalsIgnoreCase(address.getScheme())
                    || ("http".equalsIgnoreCase(address.getScheme())
                            && (plainHttp || LOOPBACK.matcher(host).matches()));
        }
    }
}
