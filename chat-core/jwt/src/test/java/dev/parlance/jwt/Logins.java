package dev.parlance.jwt;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.parlance.model.ChatException;
import dev.parlance.model.Credentials;
import dev.parlance.model.User;
import dev.parlance.policy.Authenticator;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;

/** What tests say about logins, at a time that stands still until they move it. */
final class Logins implements InstantSource {
    static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    private volatile Instant now = START;

    @Override
    public Instant instant() {
        return now;
    }

    void advance(Duration time) {
        now = now.plus(time);
    }

    /** Ada's, for an hour. */
    JWTClaimsSet.Builder ada() {
        return new JWTClaimsSet.Builder().subject("ada").expirationTime(Date.from(now.plus(Duration.ofHours(1))));
    }

    static User login(Authenticator authenticator, String token) {
        return authenticator
                .authenticate(Credentials.of(null, null, token))
                .toCompletableFuture()
                .join();
    }

    static ChatException refusal(Authenticator authenticator, String token) {
        return catchThrowableOfType(ChatException.class, () -> login(authenticator, token));
    }
}
