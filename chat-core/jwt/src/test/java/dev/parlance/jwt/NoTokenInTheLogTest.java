package dev.parlance.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parlance.ChatEngine;
import dev.parlance.model.Credentials;
import dev.parlance.policy.Authenticator;
import dev.parlance.policy.Tickets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever becomes of a token, nothing of it is written anywhere: not in a log, at any level, not in an error, not in a text of an object. */
class NoTokenInTheLogTest {
    private static final Logger ROOT = Logger.getLogger("");

    private final Logins time = new Logins();
    private final Queue<String> written = new ConcurrentLinkedQueue<>();
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final PrintStream err = System.err;
    private final PrintStream out = System.out;
    private final Level level = ROOT.getLevel();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            written.add(line.getMessage() + " " + text(line.getThrown()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private static String text(Throwable thrown) {
        StringWriter text = new StringWriter();
        if (thrown != null) {
            thrown.printStackTrace(new PrintWriter(text));
        }
        return text.toString();
    }

    @BeforeEach
    void listen() {
        handler.setLevel(Level.ALL);
        ROOT.setLevel(Level.ALL);
        ROOT.addHandler(handler);
        System.setErr(new PrintStream(console, true, UTF_8));
        System.setOut(new PrintStream(console, true, UTF_8));
    }

    @AfterEach
    void listenNoLonger() {
        System.setErr(err);
        System.setOut(out);
        ROOT.removeHandler(handler);
        ROOT.setLevel(level);
    }

    @Test
    void aTokenIsWrittenNowhere() throws IOException {
        List<String> tokens = new ArrayList<>();
        Issuer issuer = Issuer.rsa("key");
        try (KeySetServer server = new KeySetServer()) {
            server.has(issuer.publicKey());
            Tickets tickets = new Tickets();
            Authenticator jwt = JwtAuthenticator.builder()
                    .secret(Issuer.SECRET)
                    .jwks(server.address())
                    .audience("chat")
                    .cookie("session")
                    .clock(time)
                    .users(claims -> {
                        if (claims.containsKey("trap")) {
                            throw new IllegalStateException("the host's own fault");
                        }
                        return StandardClaims.user(claims);
                    })
                    .build();
            ChatEngine engine = ChatEngine.builder()
                    .clock(time)
                    .authenticator(Authenticator.anyOf(tickets, jwt))
                    .build();
            engine.start().toCompletableFuture().join();
            Issuer[] signers = {issuer, Issuer.withSecret(), Issuer.ed25519("unknown"), Issuer.rsa("key")};
            for (Issuer each : signers) {
                tokens.add(each.token(time.ada().audience("chat").build()));
                tokens.add(each.token(time.ada().audience("elsewhere").build()));
                tokens.add(
                        each.token(time.ada().audience("chat").claim("trap", 1).build()));
                tokens.add(each.token(time.ada().audience("chat").subject(null).build()));
            }
            tokens.add("no-token-" + "x1y2z3".repeat(5));
            tokens.add("bm9KU09OaGVyZQ.bm9KU09OdGhlcmU.bm9TaWduYXR1cmU");
            tokens.add(tickets.issue(dev.parlance.model.User.of("ada", "Ada"), Duration.ofMinutes(1))
                    .toCompletableFuture()
                    .join());
            tokens.add("ticket-" + "u".repeat(32));
            tokens.forEach(token -> tryAll(engine, token));
            server.answers(500, "");
            time.advance(Duration.ofHours(3));
            tryAll(engine, issuer.token(time.ada().build()));
            await("the last complaint is written")
                    .until(() -> written.stream().anyMatch(line -> line.contains("could not be fetched")));
            await("the host's fault is written")
                    .until(() -> written.stream().anyMatch(line -> line.contains("own fault")));
            engine.close();
        }
        written.add(console.toString(UTF_8));
        List<String> secrets = tokens.stream()
                .flatMap(token -> Stream.concat(Stream.of(token), Stream.of(token.split("[.]"))))
                .filter(part -> part.length() > 8)
                .filter(part -> !part.equals(issuer.header().toBase64URL().toString()))
                .toList();
        assertThat(secrets).hasSizeGreaterThan(40);
        assertThat(written).noneMatch(line -> secrets.stream().anyMatch(line::contains));
    }

    /** By all ways in which a token comes; what it is answered with, and what prints it, is as good as written. */
    private void tryAll(ChatEngine engine, String token) {
        Credentials bare = Credentials.of("ada", "Ada", null);
        for (Credentials each : List.of(
                Credentials.of("ada", "Ada", token),
                bare.withAttributes(Map.of("header:authorization", "Bearer " + token)),
                bare.withAttributes(Map.of("header:cookie", "session=" + token)))) {
            written.add(each.toString());
            try {
                written.add(engine.login(each).toCompletableFuture().join().toString());
            } catch (RuntimeException e) {
                written.add(text(e));
            }
        }
    }
}
