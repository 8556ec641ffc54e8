package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlance.model.ChatException;
import dev.parlance.model.Credentials;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.policy.Authenticator;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Whom the server lets in, and as whom. */
class LoginOptionsTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private static Authenticator authenticator(String... arguments) {
        CommandLine commandLine = ChatServerMain.commandLine(Map.of());
        commandLine.parseArgs(arguments);
        ChatServerMain options = commandLine.getCommand();
        return options.login.authenticator();
    }

    private static User come(Authenticator to, Credentials credentials) {
        return to.authenticate(credentials).toCompletableFuture().join();
    }

    private static void assertRefused(Authenticator by, Credentials credentials, ErrorCode code) {
        assertThatThrownBy(() -> come(by, credentials)).satisfies(thrown -> {
            Throwable told = thrown instanceof ChatException ? thrown : thrown.getCause();
            assertThat(told).isInstanceOf(ChatException.class);
            assertThat(((ChatException) told).code()).isEqualTo(code);
        });
    }

    @Test
    void aFaultNamesOptionAndVariable() {
        assertThatThrownBy(() -> authenticator("--jwt-secret", "short"))
                .hasMessage("--jwt-secret (JWT_SECRET): a secret must have 32 bytes or more, this one has 5");
        assertThatThrownBy(() -> authenticator("--jwks-url", "http://login.example/keys"))
                .hasMessageStartingWith("--jwks-url (JWKS_URL): ");
    }

    @Test
    void withoutAKeyEverybodyIsBelieved() {
        assertThat(come(authenticator(), Credentials.of("ada", "Ada", null)).id())
                .isEqualTo(new UserId("ada"));
    }

    @Test
    void whereALoginIsRequiredNobodyComesWithoutAToken() {
        Authenticator strict = authenticator("--jwt-secret", Tokens.SECRET, "--require-login");
        assertThat(come(strict, Credentials.of("bo", "Bo", Tokens.of("ada", "Ada", HOUR))))
                .isEqualTo(User.of("ada", "Ada"));
        assertRefused(strict, Credentials.of("ada", "Ada", null), ErrorCode.AUTHENTICATION_FAILED);
    }

    @Test
    void elseWhoHasNoneIsAGuestWhoIsNoUser() {
        Authenticator guestsToo = authenticator("--jwt-secret", Tokens.SECRET);
        User guest = come(guestsToo, Credentials.of("ada", "Ada", null));
        assertThat(guest.id()).isEqualTo(new UserId("guest:ada"));
        assertThat(guest.roles()).containsExactly("guest");
        assertThat(come(guestsToo, Credentials.of("guest:ada", "Ada", null)).id())
                .isEqualTo(guest.id());
        assertThat(come(guestsToo, Credentials.of("ada", "Ada", Tokens.of("ada", "Ada", HOUR)))
                        .id())
                .isEqualTo(new UserId("ada"));
        assertRefused(
                guestsToo,
                Credentials.of("ada", "Ada", Tokens.of("ada", "Ada", HOUR.negated())),
                ErrorCode.AUTHENTICATION_FAILED);
        assertRefused(
                guestsToo, Credentials.of(null, null, Tokens.of("guest:ada", "Ada", HOUR)), ErrorCode.INVALID_USER);
        assertRefused(guestsToo, Credentials.of(null, null, null), ErrorCode.INVALID_USER);
    }
}
