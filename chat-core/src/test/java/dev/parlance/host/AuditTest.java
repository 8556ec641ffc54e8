package dev.parlance.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.EngineFixture;
import dev.parlance.ManualTime;
import dev.parlance.TestClient;
import dev.parlance.model.ChatException;
import dev.parlance.model.Credentials;
import dev.parlance.model.RoomId;
import dev.parlance.model.SecurityEvent;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.policy.ChatLimits;
import dev.parlance.policy.ChatListener;
import dev.parlance.policy.Metered;
import dev.parlance.policy.Rate;
import dev.parlance.transport.ClientCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Whoever guards a service hears what happens at its door: everything, no secret, and no flood. */
class AuditTest {
    private final List<SecurityEvent> heard = new ArrayList<>();
    private final ChatListener guard = new ChatListener() {
        @Override
        public void securityEvent(SecurityEvent event) {
            heard.add(event);
        }
    };
    private final EngineFixture fixture = new EngineFixture(builder -> builder.listener(guard)
            .authenticator(credentials -> "right".equals(credentials.token())
                    ? CompletableFuture.completedFuture(User.of("ada", "Ada"))
                    : CompletableFuture.completedFuture(null))
            .authorizer((user, action) -> action.roomId().value().equals("odd")
                    ? CompletableFuture.failedFuture(ChatException.refused("NOT_TODAY", "come back tomorrow"))
                    : CompletableFuture.completedFuture(!action.roomId().value().equals("secret"))));

    private List<String> lines() {
        List<String> lines = heard.stream().map(SecurityEvent::toString).toList();
        heard.clear();
        return lines;
    }

    private void login(TestClient client, String token) {
        client.tell(new ClientCommand.Authenticate(Credentials.of("ada", "Ada", token)));
    }

    @Test
    void failedLoginsAreToldOnceAndThenWithTheirNumberAndWhoTriesTooOftenIsCutOff() {
        TestClient mallory = fixture.client();
        for (int i = 0; i < 5; i++) {
            login(mallory, "guess-" + i);
        }
        assertThat(lines())
                .containsExactly(
                        "kind=LOGIN_FAILED code=AUTHENTICATION_FAILED address=127.0.0.1",
                        "kind=CUT_OFF code=LOGIN_REFUSED address=127.0.0.1");
        fixture.time.advance(Duration.ofSeconds(Audit.QUIET_SECONDS));
        assertThat(lines()).containsExactly("kind=LOGIN_FAILED code=AUTHENTICATION_FAILED count=4 address=127.0.0.1");
        fixture.time.advance(Duration.ofSeconds(10 * Audit.QUIET_SECONDS));
        assertThat(lines()).as("nothing happens any more").isEmpty();
    }

    @Test
    void aLoginWithoutAConnectionIsToldToo() {
        assertThat(fixture.engine.login(Credentials.of(null, null, "guess"))).isCompletedExceptionally();
        assertThat(lines()).containsExactly("kind=LOGIN_FAILED code=AUTHENTICATION_FAILED");
    }

    @Test
    void whatAUserMayNotDoIsToldUnderTheCodeThatTheClientHears() {
        TestClient ada = fixture.client();
        login(ada, "right");
        ada.join("secret").join("odd").join("tea");
        assertThat(lines())
                .containsExactly(
                        "kind=ACCESS_DENIED code=FORBIDDEN user=ada room=secret detail=\"join this room\"",
                        "kind=ACCESS_DENIED code=NOT_TODAY user=ada room=odd detail=\"join this room\"");
    }

    @Test
    void whoReachesALimitIsToldAndWhoGoesOnIsCutOff() {
        List<SecurityEvent> told = new ArrayList<>();
        EngineFixture strict = new EngineFixture(builder -> builder.limits(ChatLimits.builder()
                        .connectionRate(Metered.MESSAGES, new Rate(1, 1))
                        .connectionRate(Metered.REFUSALS, new Rate(1, 2))
                        .build())
                .listener(new ChatListener() {
                    @Override
                    public void securityEvent(SecurityEvent event) {
                        told.add(event);
                    }
                }));
        TestClient ada = strict.client("ada", "tea");
        for (int i = 0; i < 4; i++) {
            ada.say("tea", "more");
        }
        assertThat(told.stream().map(SecurityEvent::toString))
                .containsExactly(
                        "kind=LIMIT_REACHED code=RATE_LIMITED user=ada address=127.0.0.1"
                                + " detail=\"too many messages in a short time\"",
                        "kind=CUT_OFF code=TOO_MANY_REQUESTS user=ada address=127.0.0.1");
    }

    @Test
    void whatTheHostTakesIsToldEachTime() {
        UserId ada = new UserId("ada");
        for (int i = 0; i < 2; i++) {
            fixture.engine.room(new RoomId("tea")).remove(ada, "off topic");
            fixture.engine.closeSessions(ada, "for today", true);
        }
        assertThat(lines())
                .containsExactly(
                        "kind=REMOVED code=KICK user=ada room=tea detail=\"off topic\"",
                        "kind=SESSIONS_CLOSED code=CLOSED_FOR_NOW user=ada detail=\"for today\"",
                        "kind=REMOVED code=KICK user=ada room=tea detail=\"off topic\"",
                        "kind=SESSIONS_CLOSED code=CLOSED_FOR_NOW user=ada detail=\"for today\"");
    }

    @Test
    void theLikeIsNotToldTwiceWithinTenSecondsWhereverTheyBegin() {
        SecurityEvent.Kind kind = SecurityEvent.Kind.LIMIT_REACHED;
        fixture.engine.report(SecurityEvent.of(kind, "A", fixture.time.instant()));
        fixture.time.advance(Duration.ofSeconds(Audit.QUIET_SECONDS - 1));
        fixture.engine.report(SecurityEvent.of(kind, "B", fixture.time.instant()));
        fixture.time.advance(Duration.ofSeconds(1));
        fixture.engine.report(SecurityEvent.of(kind, "B", fixture.time.instant()));
        assertThat(lines()).containsExactly("kind=LIMIT_REACHED code=A", "kind=LIMIT_REACHED code=B");
        fixture.time.advance(Duration.ofSeconds(Audit.QUIET_SECONDS));
        assertThat(lines()).containsExactly("kind=LIMIT_REACHED code=B");
    }

    @Test
    void ofSeveralItIsToldWhatTheyHaveInCommon() {
        for (int i = 0; i < 3; i++) {
            fixture.engine.report(SecurityEvent.of(SecurityEvent.Kind.LIMIT_REACHED, "A", fixture.time.instant())
                    .user(new UserId("ada"))
                    .remoteAddress("192.0.2." + i)
                    .room(new RoomId("tea"))
                    .detail("too many"));
        }
        for (String room : List.of("odd", "odder", "secret")) {
            fixture.engine.report(SecurityEvent.of(SecurityEvent.Kind.CUT_OFF, "A", fixture.time.instant())
                    .user(new UserId("ada"))
                    .room(new RoomId(room))
                    .detail("in " + room));
        }
        heard.clear();
        fixture.time.advance(Duration.ofSeconds(Audit.QUIET_SECONDS));
        assertThat(lines())
                .containsExactlyInAnyOrder(
                        "kind=LIMIT_REACHED code=A count=2 user=ada room=tea detail=\"too many\"",
                        "kind=CUT_OFF code=A count=2 user=ada");
    }

    @Test
    void aGuardMayReportWhileItIsTold() {
        List<ChatEngine> engine = new ArrayList<>();
        EngineFixture talkative = new EngineFixture(builder -> builder.listener(new ChatListener() {
            @Override
            public void securityEvent(SecurityEvent event) {
                heard.add(event);
                if (event.count() == 2) {
                    engine.get(0).report(SecurityEvent.of(event.kind(), "ANOTHER", event.at()));
                }
            }
        }));
        engine.add(talkative.engine);
        for (int i = 0; i < 3; i++) {
            talkative.engine.report(
                    SecurityEvent.of(SecurityEvent.Kind.LIMIT_REACHED, "ONE", talkative.time.instant()));
        }
        talkative.time.advance(Duration.ofSeconds(Audit.QUIET_SECONDS));
        assertThat(lines())
                .containsExactly(
                        "kind=LIMIT_REACHED code=ONE",
                        "kind=LIMIT_REACHED code=ONE count=2",
                        "kind=LIMIT_REACHED code=ANOTHER");
    }

    @Test
    void aFloodFromEverywhereIsCountedTogether() {
        for (int i = 0; i < 10 * Audit.MOST; i++) {
            fixture.engine.report(
                    SecurityEvent.of(SecurityEvent.Kind.LIMIT_REACHED, "RATE_LIMITED", fixture.time.instant())
                            .remoteAddress("2001:db8::" + Integer.toHexString(i)));
        }
        assertThat(lines()).hasSize(Audit.MOST + 1);
        fixture.time.advance(Duration.ofSeconds(Audit.QUIET_SECONDS));
        List<SecurityEvent> gathered = List.copyOf(heard);
        assertThat(gathered).hasSize(1);
        assertThat(gathered.get(0).count()).isEqualTo(9L * Audit.MOST - 1);
    }

    @Test
    void whatSomebodyCallsThemselvesMakesNoSecondLine() {
        SecurityEvent odd = SecurityEvent.of(SecurityEvent.Kind.ADMIN_CALL, "close", new ManualTime().instant())
                .detail("a \"b\"\nkind=REMOVED \u202e");
        assertThat(odd).hasToString("kind=ADMIN_CALL code=close detail=\"a \\\"b\\\"\\u{a}kind=REMOVED \\u{202e}\"");
    }

    @Test
    void whatIsLeftIsSaidWhenTheEngineStops() {
        TestClient mallory = fixture.client();
        login(mallory, "one");
        login(mallory, "two");
        heard.clear();
        mallory.vanish();
        fixture.engine.stop();
        assertThat(lines()).containsExactly("kind=LOGIN_FAILED code=AUTHENTICATION_FAILED address=127.0.0.1");
    }
}
