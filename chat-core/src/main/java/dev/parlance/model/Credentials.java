package dev.parlance.model;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client says about itself, not yet believed.
 *
 * @param userId who it says it is, or null
 * @param username what it wants to be called, or null
 * @param token a proof, if it sent one; never logged
 * @param attributes what the transport knows about the connection: {@code remoteAddress}, and where the client sent them {@code origin},
 *     {@code userAgent}, {@code cookie}, {@code authorization}, {@code forwardedFor}
 */
public record Credentials(
        @Nullable String userId,
        @Nullable String username,
        @Nullable String token,
        Map<String, String> attributes) {
    /**
     * Copies the attributes.
     *
     * @param userId as above
     * @param username as above
     * @param token as above
     * @param attributes as above
     */
    public Credentials {
        attributes = Map.copyOf(attributes);
    }

    /**
     * The proof.
     *
     * @return the token, if the client sent one
     */
    public Optional<String> bearer() {
        return Optional.ofNullable(token);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "Credentials[userId=" + userId + ", username=" + username + (token == null ? "" : ", token=***") + "]";
    }
}
