package dev.parlance.model;

import static java.util.Objects.requireNonNull;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client says about itself, not yet believed, and what its transport knows of the connection. Immutable. Nothing of it but id and name is ever in a text: tokens and cookies
 * are in here.
 */
public final class Credentials {
    /** The attribute with the client's address, as far as it can be believed: the peer's own, or what a trusted proxy says. */
    public static final String REMOTE_ADDRESS = "remoteAddress";

    /** The attribute with the query of the request that opened the connection, as it was sent, without the question mark. */
    public static final String QUERY = "query";

    /** What the attribute with a header of that request begins with; the header's name in lower case follows. */
    public static final String HEADER = "header:";

    private static final String BEARER = "bearer "; // RFC 6750, section 2.1; schemes are case-insensitive

    private final @Nullable String userId;
    private final @Nullable String username;
    private final @Nullable String token;
    private final Map<String, String> attributes;

    private Credentials(
            @Nullable String userId,
            @Nullable String username,
            @Nullable String token,
            Map<String, String> attributes) {
        this.userId = userId;
        this.username = username;
        this.token = token;
        this.attributes = attributes;
    }

    /**
     * Returns what a client says.
     *
     * @param userId who it says it is, or null
     * @param username what it wants to be called, or null
     * @param token a proof, if it sent one
     * @return credentials without attributes
     */
    public static Credentials of(@Nullable String userId, @Nullable String username, @Nullable String token) {
        return new Credentials(userId, username, token, Map.of());
    }

    /**
     * Adds what a transport knows.
     *
     * @param known what takes the place of the attributes; copied
     * @return the same credentials with these
     */
    public Credentials withAttributes(Map<String, String> known) {
        return new Credentials(userId, username, token, Map.copyOf(known));
    }

    /** {@return who the client says it is, or null} */
    public @Nullable String userId() {
        return userId;
    }

    /** {@return what it wants to be called, or null} */
    public @Nullable String username() {
        return username;
    }

    /** {@return the proof that came with {@code authenticate} or in Socket.IO's {@code auth}, or null} */
    public @Nullable String token() {
        return token;
    }

    /**
     * The proof, wherever it was.
     *
     * @return the token, or what follows {@code Bearer} in the header {@code Authorization}
     */
    public Optional<String> bearer() {
        return token != null ? Optional.of(token) : header("authorization").flatMap(Credentials::afterBearer);
    }

    private static Optional<String> afterBearer(String value) {
        return value.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(value.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    /** {@return what the transport knows of the connection: {@link #REMOTE_ADDRESS}, {@link #QUERY}, and after {@link #HEADER} what it passes on of the headers} */
    public Map<String, String> attributes() {
        return attributes;
    }

    /** {@return the client's address in digits, if the transport knows it} */
    public Optional<String> address() {
        return Optional.ofNullable(attributes.get(REMOTE_ADDRESS));
    }

    /**
     * A header of the request that opened the connection.
     *
     * @param name in any case
     * @return its value, if it came and the transport passes it on
     */
    public Optional<String> header(String name) {
        requireNonNull(name, "name");
        return Optional.ofNullable(attributes.get(HEADER + name.toLowerCase(Locale.ROOT)));
    }

    /**
     * A cookie of the request that opened the connection (RFC 6265, section 4.2.1).
     *
     * @param name as the server named it
     * @return its value, without quotes; of several with that name the first
     */
    public Optional<String> cookie(String name) {
        requireNonNull(name, "name");
        return header("cookie").flatMap(all -> find(all, ';', name)).map(Credentials::unquoted);
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    /**
     * A parameter of the request's query.
     *
     * @param name its name
     * @return its value, decoded; of several with that name the first, and none if it is not encoded as it must be
     */
    public Optional<String> query(String name) {
        requireNonNull(name, "name");
        return Optional.ofNullable(attributes.get(QUERY))
                .flatMap(all -> find(all, '&', name))
                .flatMap(Credentials::decoded);
    }

    private static Optional<String> decoded(String value) {
        try {
            return Optional.of(URLDecoder.decode(value, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> find(String pairs, char between, String name) {
        int begin = 0;
        while (begin <= pairs.length()) {
            int end = pairs.indexOf(between, begin);
            String pair = pairs.substring(begin, end < 0 ? pairs.length() : end).strip();
            if (pair.startsWith(name) && pair.startsWith("=", name.length())) {
                return Optional.of(pair.substring(name.length() + 1));
            }
            if (end < 0) {
                break;
            }
            begin = end + 1;
        }
        return Optional.empty();
    }

    /** Id and name, and that there is a token. */
    @Override
    public String toString() {
        return "Credentials[userId=" + userId + ", username=" + username + (token == null ? "" : ", token=***") + "]";
    }
}
