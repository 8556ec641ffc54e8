package dev.parlance.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.OutageTolerantJWKSetSource;
import com.nimbusds.jose.jwk.source.RateLimitedJWKSetSource;
import com.nimbusds.jose.jwk.source.RefreshAheadCachingJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The public keys of an issuer, as its address has them: kept for a time, fetched anew before that is over by a thread of their own, and earlier when a token names a key that is not among
 * them, so often and no more. While the address is away the last ones count, for a bounded time. Safe for use by many threads; the first who asks waits for the address, and so does who
 * brings a key that is new.
 */
final class KeySetByUrl implements TokenKeys {
    static final Duration KEPT = Duration.ofMinutes(5);
    /** How long before that is over they are fetched anew, when somebody asks. */
    static final Duration AHEAD = Duration.ofMinutes(1);
    /** In that time the address is asked twice at the most. */
    static final Duration INTERVAL = Duration.ofSeconds(30);

    static final Duration OUTAGE = Duration.ofHours(1);

    private static final Duration LONGEST_WAIT = KeySetFetch.DEADLINE.plusSeconds(1);

    private final InstantSource clock;
    private final JWKSetSource<SecurityContext> source;

    KeySetByUrl(URI address, InstantSource clock, Duration deadline) {
        this.clock = clock;
        this.source = new RefreshAheadCachingJWKSetSource<>(
                new RateLimitedJWKSetSource<>(
                        new OutageTolerantJWKSetSource<>(new KeySetFetch(address, deadline), OUTAGE.toMillis(), null),
                        INTERVAL.toMillis(),
                        null),
                KEPT.toMillis(),
                LONGEST_WAIT.toMillis(),
                AHEAD.toMillis(),
                false,
                thread(),
                true,
                null);
    }

    /** One that goes when it has nothing to do, so that nobody has to end it. */
    private static ExecutorService thread() {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "parlance-jwks");
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    @Override
    public List<Key> find(JWSHeader header, Algorithm algorithm) {
        if (algorithm == Algorithm.HS256) {
            return List.of(); // what an address tells everybody is no secret
        }
        JWKSelector named = new JWKSelector(JWKMatcher.forJWSHeader(header));
        JWKSet known = known();
        List<Key> keys = select(named, known, algorithm);
        return keys.isEmpty() ? select(named, newer(known), algorithm) : keys;
    }

    private JWKSet known() {
        try {
            return source.getJWKSet(JWKSetCacheRefreshEvaluator.noRefresh(), clock.millis(), null);
        } catch (KeySourceException e) {
            throw new ChatException(
                    ErrorCode.HOST_UNAVAILABLE, "the keys that tokens are checked with cannot be had just now");
        }
    }

    private JWKSet newer(JWKSet known) {
        try {
            return source.getJWKSet(JWKSetCacheRefreshEvaluator.referenceComparison(known), clock.millis(), null);
        } catch (
                KeySourceException
                        e) { // asked too often, or away: the key may be good, and a stranger who makes up names is
            // refused all the same
            throw new ChatException(
                    ErrorCode.AUTHENTICATION_FAILED,
                    "this token is signed with a key that is not known here yet",
                    true);
        }
    }

    private static List<Key> select(JWKSelector named, JWKSet set, Algorithm algorithm) {
        return named.select(set).stream()
                .map(KeySetByUrl::key)
                .flatMap(Optional::stream)
                .filter(algorithm::takes)
                .toList();
    }

    /** As the JDK has it, if it is whole and of a kind that is used here. */
    private static Optional<Key> key(JWK key) {
        try {
            if (key instanceof RSAKey rsa) {
                return Optional.of(rsa.toRSAPublicKey());
            }
            if (key instanceof ECKey ec) {
                return Optional.of(ec.toECPublicKey());
            }
            if (key instanceof OctetKeyPair pair && Curve.Ed25519.equals(pair.getCurve())) {
                return Optional.of(Ed25519.key(pair));
            }
        } catch (JOSEException | GeneralSecurityException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }
}
