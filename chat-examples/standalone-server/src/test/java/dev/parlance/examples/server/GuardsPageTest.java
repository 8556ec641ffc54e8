package dev.parlance.examples.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parlance.ChatEngine;
import dev.parlance.Room;
import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.jwt.JwtAuthenticator;
import dev.parlance.model.ChatException;
import dev.parlance.model.Credentials;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomKind;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.SecurityEvent;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.policy.Action;
import dev.parlance.policy.Authenticator;
import dev.parlance.policy.Authorizer;
import dev.parlance.policy.ChatLimits;
import dev.parlance.policy.ChatListener;
import dev.parlance.policy.MessageInterceptor;
import dev.parlance.policy.Metered;
import dev.parlance.policy.Rate;
import dev.parlance.policy.TextRules;
import dev.parlance.policy.Tickets;
import dev.parlance.websocket.AddressLimits;
import dev.parlance.websocket.ChatServer;
import dev.parlance.websocket.TlsFiles;
import java.net.URI;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of docs/GUARDS.md: here they are compiled and run. Its table says what the code says. */
class GuardsPageTest {
    private static final User ADA = User.of("ada", "Ada");
    private static final User BO = User.of("bo", "Bo");
    private static final RoomId TEA = new RoomId("tea");

    private static <T> T done(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static ChatException refusal(CompletionStage<?> stage) {
        return (ChatException) catchThrowableOfType(ExecutionException.class, () -> done(stage))
                .getCause();
    }

    @Test
    void tokensThatAreSignedWithASecret() throws Exception {
        String secret = Tokens.SECRET;

        Authenticator login = JwtAuthenticator.builder()
                .secret(secret.getBytes(UTF_8)) // 32 bytes or more
                .build();
        ChatEngine engine = ChatEngine.builder().authenticator(login).build();

        String token = Tokens.of("ada", "Ada", Duration.ofMinutes(1));
        String justOver = Tokens.of("ada", "Ada", Duration.ofSeconds(-30));
        String over = Tokens.of("ada", "Ada", Duration.ofSeconds(-61));
        try (engine) {
            assertThat(done(engine.login(Credentials.of(null, null, token))).name())
                    .isEqualTo("Ada");
            assertThat(done(engine.login(Credentials.of(null, null, justOver))).expiresAt())
                    .hasValueSatisfying(end -> assertThat(end).isAfter(Instant.now()));
            assertThat(refusal(engine.login(Credentials.of(null, null, over)))).hasMessageContaining("expired");
            assertThat(refusal(engine.login(Credentials.of("ada", "Ada", null))))
                    .hasMessageContaining("token");
        }
    }

    @Test
    void tokensOfAnIssuer() {
        Authenticator login = JwtAuthenticator.builder()
                .jwks(URI.create("https://login.example/.well-known/jwks.json"))
                .issuer("https://login.example")
                .audience("chat")
                .clockSkew(Duration.ofSeconds(10))
                .build();

        assertThat(login.mayBlock()).isTrue();
    }

    @Test
    void ticketsForThoseWhomTheHostKnows() throws Exception {
        User user = ADA;

        Tickets tickets = new Tickets();
        ChatEngine engine = ChatEngine.builder().authenticator(tickets).build();
        CompletionStage<String> ticket =
                engine.start().thenCompose(started -> tickets.issue(user, Duration.ofSeconds(30)));

        try (engine) {
            Credentials credentials = Credentials.of(null, null, done(ticket));
            assertThat(done(engine.login(credentials))).isEqualTo(user);
            assertThat(refusal(engine.login(credentials))).hasMessageContaining("was used");
        }
    }

    @Test
    void aRuleOfTheHostBeforeThoseOfTheRooms() throws Exception {
        ChatEngine engine = ChatEngine.builder()
                .authorizerBy(standings -> {
                    Authorizer byRole = Authorizer.byRole(standings);
                    return (user, action) ->
                            action instanceof Action.CreateRoom && !user.roles().contains("staff")
                                    ? completedFuture(false)
                                    : byRole.permits(user, action);
                })
                .build();

        User staff = User.builder(new UserId("cy"), "Cy").roles(Set.of("staff")).build();
        Action create = new Action.CreateRoom(TEA, RoomKind.OPEN);
        try (engine) {
            done(engine.start());
            done(engine.require(staff, create));
            done(engine.require(ADA, new Action.Join(TEA)));
            assertThat(refusal(engine.require(ADA, create)).code().name()).isEqualTo("FORBIDDEN");
        }
    }

    @Test
    void roomsAndWhatIsTaken() throws Exception {
        UserId ada = ADA.id();
        UserId bo = BO.id();

        ChatBroker rooms = InMemoryBroker.builder().build(); // or RedisBroker
        ChatEngine engine = ChatEngine.builder().broker(rooms).build();
        engine.start().toCompletableFuture().join();

        RoomId club = new RoomId("club");
        RoomRecord closed = RoomRecord.builder(club, RoomKind.PRIVATE)
                .name("The club")
                .slowMode(Duration.ofSeconds(10))
                .build();
        CompletionStage<?> created = rooms.createRoom(closed, Map.of(ada, RoomRole.OWNER))
                .thenCompose(kept -> rooms.putMember(club, bo, RoomRole.MEMBER, 500)); // at most 500

        RoomId two = RoomId.direct(ada, bo);
        CompletionStage<?> opened = rooms.createRoom(
                RoomRecord.builder(two, RoomKind.DIRECT).build(), Map.of(ada, RoomRole.MEMBER, bo, RoomRole.MEMBER));

        done(created);
        done(opened);
        try (engine) {
            done(engine.require(BO, new Action.Send(club)));
            done(engine.require(BO, new Action.Read(two)));

            CompletionStage<?> readOnly = rooms.room(club)
                    .thenCompose(found -> rooms.updateRoom(
                            found.orElseThrow().toBuilder().readOnly(true).build()));

            done(readOnly);
            assertThat(refusal(engine.require(BO, new Action.Send(club))).code().name())
                    .isEqualTo("READ_ONLY");

            CompletionStage<Void> gone = engine.room(club)
                    .remove(bo, "You broke the rules") // who is out hears why
                    .thenCompose(out -> rooms.removeMember(club, bo));

            done(gone);
            assertThat(refusal(engine.require(BO, new Action.Join(club))).code().name())
                    .isEqualTo("FORBIDDEN");

            CompletionStage<Void> rechecked = engine.recheck(bo);
            CompletionStage<Void> ended = engine.closeSessions(bo, "Your account is closed", false);

            done(rechecked);
            done(ended);
        }
    }

    @Test
    void whatMayBeSaid() throws Exception {
        Accounts accounts = new Accounts();

        MessageInterceptor muted = draft -> accounts.mayTalk(draft.writer())
                ? completedFuture(draft)
                : failedFuture(ChatException.refused("MUTED", "You are muted until tomorrow"));
        TextRules rules = TextRules.builder()
                .directionalCharacters(TextRules.Treatment.REMOVE)
                .normalize(Normalizer.Form.NFC)
                .maxCharacters(500)
                .linksOnlyTo(List.of("example.org"))
                .withoutWords(List.of("darn"))
                .noRepeats(Duration.ofMinutes(1))
                .build();
        ChatEngine engine =
                ChatEngine.builder().interceptor(rules).interceptor(muted).build();

        try (engine) {
            done(engine.start());
            Room tea = engine.room(TEA);
            done(tea.submit(draft(ADA, "see https://www.example.org/tea")));
            assertThat(codeOf(tea.submit(draft(ADA, "see https://elsewhere.example"))))
                    .isEqualTo(TextRules.LINK);
            assertThat(codeOf(tea.submit(draft(ADA, "Darn!")))).isEqualTo(TextRules.WORD);
            done(tea.submit(draft(ADA, "Tea?")));
            assertThat(codeOf(tea.submit(draft(ADA, "Tea?")))).isEqualTo(TextRules.REPEAT);
            assertThat(codeOf(tea.submit(draft(User.of("bo", "BO"), "Hello")))).isEqualTo("MUTED");
        }
    }

    private static MessageDraft draft(User author, String text) {
        return MessageDraft.builder(TEA, author, text).build();
    }

    private static String codeOf(CompletionStage<?> stage) {
        return refusal(stage).hostCode().orElseThrow();
    }

    @Test
    void howMuchAndFromWhere(@TempDir Path folder) throws Exception {
        Authority authority = Authority.in(folder);
        Path chain = authority.serverChain();
        Path key = authority.serverKey();
        int port = 0;

        ChatLimits limits = ChatLimits.builder()
                .connectionRate(Metered.MESSAGES, new Rate(2, 10)) // 2 a second, 10 at once
                .userRate(Metered.MESSAGES, new Rate(4, 20))
                .maxMessageLength(1_000)
                .build();
        AddressLimits addresses = AddressLimits.builder()
                .connections(1_000)
                .failedLogins(20, 40) // 20 a minute, 40 at once
                .build();

        ChatEngine engine = ChatEngine.builder().limits(limits).build();
        ChatServer server = ChatServer.builder(engine)
                .port(port)
                .addressLimits(addresses)
                .trustedProxies("10.0.0.0/8")
                .tls(TlsFiles.builder().pem(chain, key).build())
                .allowedHosts("chat.example")
                .guardedHistory(true)
                .build();

        assertThat(engine.limits().userRate(Metered.MESSAGES)).isEqualTo(new Rate(4, 20));
        try (engine;
                server) {
            server.start();
            assertThat(server.address().getPort()).isPositive();
        }
    }

    @Test
    void whatIsHeardOfIt() throws Exception {
        List<String> alarms = new ArrayList<>();

        ChatListener guards = new ChatListener() {
            @Override
            public void securityEvent(SecurityEvent event) {
                if (event.kind() == SecurityEvent.Kind.CUT_OFF) {
                    alarms.add(event.toString());
                }
            }
        };
        ChatEngine engine = ChatEngine.builder().listener(guards).build();

        try (engine) {
            done(engine.start());
            engine.report(SecurityEvent.of(SecurityEvent.Kind.CUT_OFF, "SLOW_CONSUMER", Instant.now()));
        }
        assertThat(alarms).containsExactly("kind=CUT_OFF code=SLOW_CONSUMER");
    }

    @Test
    void theTableHasEveryKindOfSecurityEventAndSaysWhoBringsItAbout() {
        Map<String, String> shown = MarkdownPage.read("docs/GUARDS.md").table("Kind").stream()
                .collect(Collectors.toMap(row -> row.get(0).replace("`", ""), row -> row.get(1)));

        assertThat(shown)
                .isEqualTo(Arrays.stream(SecurityEvent.Kind.values())
                        .collect(Collectors.toMap(Enum::name, kind -> kind.isHosts() ? "the host" : "a client")));
    }
}
