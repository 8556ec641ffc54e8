package dev.parlance.websocket.admin;

import dev.parlance.websocket.http.RequestHead;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Who sends one of the tokens that were agreed on (RFC 6750, section 2.1). Only their digests are kept, which are as long for a good guess as for a bad one; all are compared, each in a time
 * that does not tell how much of it was right. Immutable.
 */
public final class TokenLogin implements AdminLogin {
    private static final String SCHEME = "Bearer ";

    private static final class Known {
        final String owner;
        final byte[] digest;

        Known(String owner, String token) {
            this.owner = owner;
            this.digest = TokenLogin.digest(token);
        }
    }

    private final List<Known> known;

    /**
     * Takes tokens.
     *
     * @param tokens by the names of those who have them, one or several each
     */
    public TokenLogin(Map<String, List<String>> tokens) {
        this.known = tokens.entrySet().stream()
                .flatMap(each -> each.getValue().stream().map(token -> new Known(each.getKey(), token)))
                .toList();
    }

    @Override
    public boolean isTried(RequestHead request) {
        return token(request) != null;
    }

    @Override
    public CompletionStage<Optional<String>> caller(RequestHead request) {
        String token = token(request);
        return CompletableFuture.completedFuture(token == null ? Optional.empty() : Optional.ofNullable(owner(token)));
    }

    private @Nullable String owner(String token) {
        byte[] given = digest(token);
        String owner = null;
        for (Known each : known) {
            if (MessageDigest.isEqual(each.digest, given)) {
                owner = each.owner; // and goes on: where it stands in the list is not told either
            }
        }
        return owner;
    }

    private static @Nullable String token(RequestHead request) {
        String value = request.countOf("Authorization") == 1 ? request.header("Authorization") : null;
        return value != null && value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? value.substring(SCHEME.length()).strip()
                : null;
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
