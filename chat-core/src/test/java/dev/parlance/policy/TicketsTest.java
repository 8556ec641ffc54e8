package dev.parlance.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlance.ChatEngine;
import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.TestLane;
import dev.parlance.broker.KeptValues;
import dev.parlance.model.ChatException;
import dev.parlance.model.Credentials;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.transport.ClientCommand;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A host with a login of its own gives its users tickets, each for one time. */
class TicketsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final User ADA = User.builder(new UserId("ada & co"), "Ada = 愛")
            .avatar(URI.create("https://pictures.example/ada?size=1"))
            .roles(List.of("owner", "a+b"))
            .attributes(Map.of("plan", "gold\n&=%", "empty", ""))
            .expiresAt(Instant.parse("2031-01-02T03:04:05.006Z"))
            .build();

    private final Tickets tickets = new Tickets();
    private final HeldValues values = new HeldValues();

    private static String ticket(Tickets from, User user) {
        return from.issue(user, MINUTE).toCompletableFuture().join();
    }

    private static User come(Tickets to, String token) {
        return to.authenticate(Credentials.of("somebody", "Else", token))
                .toCompletableFuture()
                .join();
    }

    @Test
    void aTicketLetsItsUserInWithAllThatTheHostSaidOfThem() {
        tickets.begin(values);
        User user = come(tickets, ticket(tickets, ADA));
        assertThat(user).isEqualTo(ADA);
        assertThat(user.avatar()).isEqualTo(ADA.avatar());
        assertThat(user.roles()).isEqualTo(ADA.roles());
        assertThat(user.attributes()).isEqualTo(ADA.attributes());
        assertThat(user.expiresAt()).isEqualTo(ADA.expiresAt());
        User plain = User.of("bo", "Bo");
        assertThat(come(tickets, ticket(tickets, plain)).expiresAt()).isEmpty();
    }

    @Test
    void itIsGoodOnceOverAllNodes() {
        EngineFixture fixture = new EngineFixture(builder -> builder.authenticator(tickets));
        Tickets others = new Tickets();
        ChatEngine other = fixture.node(builder -> builder.authenticator(others));
        String ticket = ticket(tickets, ADA);
        TestClient there = new TestClient(other, new TestLane(), fixture.encoder);
        assertThat(there.tell(with(ticket)).news()).isEmpty();
        assertThat(there.timesKnown).isOne();
        assertThat(fixture.client().tell(with(ticket)).news())
                .containsExactly("error AUTHENTICATION_FAILED for authenticate");
    }

    private static ClientCommand with(String token) {
        return new ClientCommand.Authenticate(Credentials.of(null, null, token));
    }

    @Test
    void itIsGoodForItsTime() {
        EngineFixture fixture = new EngineFixture(builder -> builder.authenticator(tickets));
        String ticket = ticket(tickets, ADA);
        fixture.time.advance(MINUTE);
        assertThat(fixture.client().tell(with(ticket)).news())
                .containsExactly("error AUTHENTICATION_FAILED for authenticate");
    }

    @Test
    void whoReadsTheStoreCannotUseIt() {
        tickets.begin(values);
        String ticket = ticket(tickets, ADA);
        String secret = ticket.substring(ticket.indexOf('-') + 1);
        assertThat(values.all.toString()).doesNotContain(secret);
        String key = values.all.keySet().iterator().next();
        String hash = key.substring(key.lastIndexOf('.') + 1);
        assertThatThrownBy(() -> come(tickets, "ticket-" + hash.substring(0, 32)))
                .cause()
                .isInstanceOf(ChatException.class);
        assertThat(values.all).hasSize(1);
    }

    @Test
    void noTwoAreAlike() {
        tickets.begin(values);
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            all.add(ticket(tickets, ADA));
        }
        assertThat(all).hasSize(1_000).allMatch(ticket -> ticket.matches("ticket-[A-Za-z0-9_-]{32}"));
    }

    @Test
    void whatIsNoTicketIsNobodysAndAsksNoStore() {
        assertThat(come(tickets, null)).isNull();
        assertThat(come(tickets, "ticket-short")).isNull();
        assertThat(come(tickets, "a.b.c")).isNull();
    }

    @Test
    void aUserOfWhomThereIsTooMuchToSayGetsNone() {
        tickets.begin(values);
        String wide = "愛".repeat(512);
        User talkative = User.builder(new UserId("ada"), "Ada")
                .attributes(Map.of("1", wide, "2", wide, "3", wide, "4", wide))
                .build();
        assertThatThrownBy(() -> ticket(tickets, talkative))
                .cause()
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_USER));
        assertThat(values.all).isEmpty();
        assertThat(SharedValues.MAX_VALUE_LENGTH).isEqualTo(KeptValues.MAX_VALUE_LENGTH);
    }

    @Test
    void whatANewerNodeSaysBesideIsPassedOver() {
        assertThat(TicketForm.read("mood=good&id=ada&name=Ada")).isEqualTo(User.of("ada", "Ada"));
    }

    @Test
    void aTimeThatIsNoneOrTooLongIsRefused() {
        tickets.begin(values);
        for (Duration time : List.of(Duration.ZERO, Duration.ofSeconds(-1), Tickets.LONGEST.plusNanos(1))) {
            assertThatIllegalArgumentException().isThrownBy(() -> tickets.issue(ADA, time));
        }
    }

    @Test
    void theyBelongToOneEngineThatHasStarted() {
        assertThatIllegalStateException()
                .isThrownBy(() -> tickets.issue(ADA, MINUTE))
                .withMessageContaining("started");
        tickets.begin(values);
        assertThatIllegalStateException().isThrownBy(() -> tickets.begin(values));
    }
}
