package dev.parlance.examples.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parlance.jwt.JwtAuthenticator;
import dev.parlance.policy.Authenticator;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say who is let in. */
final class LoginOptions {
    @Option(
            names = "--jwt-secret",
            paramLabel = "<secret>",
            description =
                    "Believe tokens (JWT) that are signed with this secret (HS256), of 32 bytes or more. Everyone on this machine sees it in the list of processes: better set"
                            + " the variable. [JWT_SECRET]")
    @Nullable
    String secret;

    @Option(
            names = "--jwks-url",
            paramLabel = "<url>",
            description =
                    "Believe tokens that are signed with a key of this key set (RS256, ES256, EdDSA): https, or http on this machine. [JWKS_URL]")
    @Nullable
    URI keySet;

    @Option(
            names = "--jwt-issuer",
            paramLabel = "<issuer>",
            split = ",",
            description = "Only tokens of this issuer; of one of several with commas or repeated. [JWT_ISSUER]")
    List<String> issuers = List.of();

    @Option(
            names = "--jwt-audience",
            paramLabel = "<audience>",
            split = ",",
            description = "Only tokens for this audience; for one of several with commas or repeated. [JWT_AUDIENCE]")
    List<String> audiences = List.of();

    @Option(
            names = "--require-login",
            fallbackValue = "true",
            description =
                    "Let nobody in without a token, to the histories over HTTP neither. Without it, who has none is a guest, whose id begins with guest:. [REQUIRE_LOGIN=true]")
    boolean required;

    /** Whether there is anything to check tokens with. */
    private boolean isThere() {
        return secret != null || keySet != null;
    }

    /** {@return who says who clients are} */
    Authenticator authenticator() {
        if (!isThere()) {
            if (required || !issuers.isEmpty() || !audiences.isEmpty()) {
                throw new IllegalArgumentException(
                        "--require-login, --jwt-issuer and --jwt-audience need --jwt-secret or --jwks-url to check tokens with");
            }
            return Authenticator.trusting();
        }
        JwtAuthenticator.Builder tokens = JwtAuthenticator.builder();
        if (secret != null) {
            byte[] bytes = secret.getBytes(UTF_8);
            requireGood("--jwt-secret (JWT_SECRET)", JwtAuthenticator.builder().secret(bytes));
            tokens.secret(bytes);
        }
        if (keySet != null) {
            requireGood("--jwks-url (JWKS_URL)", JwtAuthenticator.builder().jwks(keySet));
            tokens.jwks(keySet);
        }
        issuers.forEach(tokens::issuer);
        audiences.forEach(tokens::audience);
        return required ? tokens.build() : new GuestsToo(tokens.build());
    }

    /** Looked at by itself, so that it is known where the fault is. */
    private static void requireGood(String source, JwtAuthenticator.Builder alone) {
        try {
            alone.build();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(source + ": " + e.getMessage(), e);
        }
    }
}
