package dev.parlance.websocket;

import dev.parlance.policy.Authenticator;
import dev.parlance.websocket.admin.AdminSettings;
import dev.parlance.websocket.admin.CertificateLogin;
import dev.parlance.websocket.admin.TokenLogin;
import dev.parlance.websocket.tls.ClientAuthorities;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * Where operators and the host's backends look after a service over HTTP, and who they are ({@code docs/ADMIN.md}): messages, rooms, members, sessions, over all nodes. It has a port of its own, with
 * connections and a thread of its own: nothing of it is at the port for clients, whatever a proxy there lets through, and it answers while that one is full. Immutable; prints no secret.
 */
public final class AdminPort {
    /** The shortest token, in characters. */
    public static final int MIN_TOKEN = 32;

    private static final Predicate<String> TOKEN =
            Pattern.compile("[A-Za-z0-9._~+/=-]{" + MIN_TOKEN + ",512}").asMatchPredicate();
    private static final Predicate<String> NAME =
            Pattern.compile("[A-Za-z0-9._-]{1,64}").asMatchPredicate();
    private static final Duration FAILED_LOGIN = Duration.ofSeconds(1);

    private final String host;
    private final int port;
    private final AdminSettings settings;
    private final @Nullable ClientAuthorities authorities;

    private AdminPort(Builder builder, @Nullable ClientAuthorities authorities) {
        this.authorities = authorities;
        this.host = builder.host;
        this.port = builder.port;
        this.settings = new AdminSettings(
                new TokenLogin(builder.tokens),
                authorities == null ? null : new CertificateLogin(builder.subjects),
                builder.authenticator,
                builder.callsPerSecond,
                builder.later,
                System::nanoTime);
    }

    /**
     * Starts to describe one.
     *
     * @return a builder, for one thread
     */
    public static Builder builder() {
        return new Builder();
    }

    AdminSettings settings() {
        return settings;
    }

    /** Who vouches for callers, if they may show certificates. */
    @Nullable
    ClientAuthorities authorities() {
        return authorities;
    }

    InetSocketAddress address() {
        return new InetSocketAddress(host, port);
    }

    @Override
    public String toString() {
        return "AdminPort[" + host + ":" + port + "]";
    }

    /** Describes an {@link AdminPort}; not safe for use by several threads. */
    public static final class Builder {
        private String host = "127.0.0.1";
        private int port = 5005;
        private int callsPerSecond = 100;
        private Executor later = CompletableFuture.delayedExecutor(FAILED_LOGIN.toMillis(), TimeUnit.MILLISECONDS);
        private final Map<String, List<String>> tokens = new LinkedHashMap<>();
        private final Set<X500Principal> subjects = new HashSet<>();
        private final List<String> wrongSubjects = new ArrayList<>();
        private @Nullable Path clientCa;
        private @Nullable Authenticator authenticator;

        private Builder() {}

        /**
         * Lets in who sends {@code Authorization: Bearer} with a token. Several may be good at once, of one name too, so that one can be replaced without a gap.
         *
         * @param name whose it is, for the log: 1 to 64 letters, digits, dots, hyphens and underscores
         * @param token {@value #MIN_TOKEN} to 512 letters, digits and {@code - . _ ~ + / =}, as random as a key: {@code openssl rand -hex 32}
         * @return this
         */
        public Builder token(String name, String token) {
            tokens.computeIfAbsent(name, any -> new ArrayList<>()).add(token);
            return this;
        }

        /**
         * Lets in who shows a certificate that one of these authorities vouches for (mutual TLS), of those {@linkplain #client named}, if any are. The server then needs {@link
         * ChatServer.Builder#tls(TlsFiles)}. Nobody else's word counts, no list of revoked certificates is asked for, and the file is read once. Who shows none needs another proof.
         *
         * @param authorities their certificates in PEM, at most 1 MB; that of a client that signs its own may be among them
         * @return this
         */
        public Builder clientCa(Path authorities) {
            clientCa = authorities;
            return this;
        }

        /**
         * Lets in this one of those for whom the authorities vouch; where nobody is named, all of them.
         *
         * @param subject of the certificate, as in {@code CN=ops, O=Example} (RFC 2253)
         * @return this
         */
        public Builder client(String subject) {
            try {
                subjects.add(new X500Principal(subject));
            } catch (IllegalArgumentException | NullPointerException e) {
                wrongSubjects.add(String.valueOf(subject));
            }
            return this;
        }

        /**
         * Lets in whom the host itself knows by {@code Authorization}: every user that this one returns may call everything, under the user's id. It is asked as policies are, with a deadline; its
         * {@link Authenticator#begin} is not called.
         *
         * @param value not the one of the chat, which would let in every user
         * @return this
         */
        public Builder authenticator(Authenticator value) {
            authenticator = value;
            return this;
        }

        /**
         * Which of the machine's addresses to listen on. On another than a loopback address a token is as safe as the network, unless the server speaks TLS ({@link ChatServer.Builder#tls}), which
         * this port then does, too.
         *
         * @param value a name or an address; {@code 127.0.0.1} if nothing is said
         * @return this
         */
        public Builder host(String value) {
            host = value;
            return this;
        }

        /**
         * Which port to listen on.
         *
         * @param value 0 for any that is free; 5005 if nothing is said
         * @return this
         */
        public Builder port(int value) {
            port = value;
            return this;
        }

        /**
         * How many calls a second are done for all callers together, and how many at once; more are refused with {@code RATE_LIMITED}.
         *
         * @param value 1 to 100,000; 100 if nothing is said
         * @return this
         */
        public Builder callsPerSecond(int value) {
            callsPerSecond = value;
            return this;
        }

        /** Who waits for what a failed login has to wait for; for tests. */
        Builder later(Executor value) {
            later = value;
            return this;
        }

        /**
         * Checks and builds.
         *
         * @return the description
         * @throws IllegalArgumentException naming every fault, and no token
         */
        public AdminPort build() {
            List<String> faults = new ArrayList<>();
            check(faults, host != null && !host.isBlank(), "host must not be blank");
            check(faults, port >= 0 && port <= 65_535, "port must be 0 to 65535, not " + port);
            check(
                    faults,
                    callsPerSecond >= 1 && callsPerSecond <= 100_000,
                    "callsPerSecond must be 1 to 100000, not " + callsPerSecond);
            check(
                    faults,
                    !tokens.isEmpty() || clientCa != null || authenticator != null,
                    "somebody must be let in: give a token, a clientCa or an authenticator");
            check(faults, subjects.isEmpty() || clientCa != null, "a client needs a clientCa that vouches for it");
            wrongSubjects.forEach(
                    subject -> faults.add("a client must be a subject like CN=ops, O=Example, not " + subject));
            ClientAuthorities authorities = authorities(faults);
            tokens.forEach((name, several) -> {
                boolean named = name != null && NAME.test(name);
                check(faults, named, "a token's name must have 1 to 64 letters, digits, dots, hyphens and underscores");
                check(
                        faults,
                        several.stream().allMatch(token -> token != null && TOKEN.test(token)),
                        "the token of " + (named ? name : "that one") + " must have " + MIN_TOKEN
                                + " to 512 letters, digits and - . _ ~ + / =");
            });
            if (!faults.isEmpty()) {
                throw new IllegalArgumentException("admin: " + String.join("; ", faults));
            }
            return new AdminPort(this, authorities);
        }

        private @Nullable ClientAuthorities authorities(List<String> faults) {
            try {
                return clientCa == null ? null : ClientAuthorities.read(clientCa);
            } catch (IOException e) {
                faults.add(e.getMessage());
                return null;
            }
        }

        private static void check(List<String> faults, boolean fine, String fault) {
            if (!fine) {
                faults.add(fault);
            }
        }
    }
}
