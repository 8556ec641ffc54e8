package dev.parlance.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.RoomId;
import dev.parlance.model.SecurityEvent;
import dev.parlance.model.User;
import dev.parlance.policy.ChatLimits;
import dev.parlance.policy.ChatListener;
import dev.parlance.policy.Metered;
import dev.parlance.policy.Rate;
import dev.parlance.transport.ClientCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a user asks without a connection is counted together with what its connections ask. */
class UserRatesTest {
    private static final User ADA = User.of("ada", "Ada");
    private static final User BOB = User.of("bob", "Bob");

    private final List<String> heard = new ArrayList<>();
    private final ChatListener guard = new ChatListener() {
        @Override
        public void securityEvent(SecurityEvent event) {
            heard.add(event.toString());
        }
    };

    private EngineFixture with(ChatLimits.Builder limits) {
        return new EngineFixture(builder -> builder.limits(limits.build()).listener(guard));
    }

    private static ChatLimits.Builder limit(Metered what, Rate rate) {
        return ChatLimits.builder().unlimitedRates().userRate(what, rate);
    }

    private static @Nullable ChatException refusal(EngineFixture fixture, User user, Metered what, long amount) {
        return catchThrowableOfType(ChatException.class, () -> fixture.engine.count(user, what, amount));
    }

    private static List<String> errors(TestClient client) {
        return client.news().stream().filter(line -> line.startsWith("error")).toList();
    }

    @Test
    void requestsWithAndWithoutAConnectionAreTakenOfTheSame() {
        EngineFixture fixture = with(limit(Metered.REQUESTS, new Rate(1, 3)));
        TestClient ada = fixture.client("ada", "tea"); // one: with the login nobody is known yet
        assertThat(refusal(fixture, ADA, Metered.REQUESTS, 1)).isNull();
        assertThat(refusal(fixture, ADA, Metered.REQUESTS, 1)).isNull();
        assertThat(errors(ada.tell(new ClientCommand.Ping()))).containsExactly("error RATE_LIMITED for ping");
        ChatException refused = refusal(fixture, ADA, Metered.REQUESTS, 1);
        assertThat(refused).isNotNull();
        assertThat(refused.code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(refused.retryable()).isTrue();
        assertThat(refused.retryAfter()).hasValueSatisfying(wait -> {
            assertThat(wait).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1_001));
            fixture.time.advance(wait);
        });
        assertThat(refusal(fixture, ADA, Metered.REQUESTS, 1)).isNull();
        assertThat(refusal(fixture, BOB, Metered.REQUESTS, 1)).isNull();
    }

    @Test
    void whoHasNoConnectionIsRememberedUntilAllIsThereAgain() {
        EngineFixture fixture = with(limit(Metered.REQUESTS, new Rate(1, 60)));
        assertThat(refusal(fixture, ADA, Metered.REQUESTS, 60)).isNull();
        fixture.time.advance(Duration.ofSeconds(20));
        assertThat(refusal(fixture, ADA, Metered.REQUESTS, 21)).isNotNull();
        assertThat(refusal(fixture, ADA, Metered.REQUESTS, 20)).isNull();
    }

    @Test
    void whatWasToldIsTakenAfterwardsAndHasTheNextHistoryWaitWhoeverReadsIt() {
        EngineFixture fixture = with(limit(Metered.HISTORY_BYTES, new Rate(100, 1_000)));
        TestClient ada = fixture.client("ada", "tea");
        assertThat(refusal(fixture, ADA, Metered.HISTORY_BYTES, 0)).isNull();
        fixture.engine.charge(ADA, Metered.HISTORY_BYTES, 2_000);
        assertThat(refusal(fixture, ADA, Metered.HISTORY_BYTES, 0)).isNotNull();
        assertThat(errors(ada.tell(new ClientCommand.ReadHistory(new RoomId("tea"), HistoryQuery.newest(1)))))
                .containsExactly("error RATE_LIMITED for get_history");
    }

    @Test
    void whoGoesOnThoughRefusedAgainAndAgainIsToldNotToComeBack() {
        EngineFixture fixture =
                with(limit(Metered.REQUESTS, new Rate(1, 1)).userRate(Metered.REFUSALS, new Rate(1, 3)));
        for (int i = 0; i < 4; i++) {
            ChatException refused = refusal(fixture, ADA, Metered.REQUESTS, 1);
            assertThat(refused == null || refused.retryable()).isTrue();
        }
        ChatException last = refusal(fixture, ADA, Metered.REQUESTS, 1);
        assertThat(last).isNotNull();
        assertThat(last.code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(last.retryable()).isFalse();
        assertThat(heard)
                .containsExactly(
                        "kind=LIMIT_REACHED code=RATE_LIMITED user=ada detail=\"too many requests in a short time\"",
                        "kind=CUT_OFF code=TOO_MANY_REQUESTS user=ada");
    }

    @Test
    void whereNothingIsLimitedNobodyIsRefused() {
        EngineFixture fixture = with(ChatLimits.builder().unlimitedRates());
        fixture.engine.charge(ADA, Metered.HISTORY_BYTES, Long.MAX_VALUE);
        assertThat(refusal(fixture, ADA, Metered.HISTORY_BYTES, Long.MAX_VALUE)).isNull();
    }

    @Test
    void nobodyGivesBack() {
        EngineFixture fixture = with(ChatLimits.builder());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fixture.engine.count(ADA, Metered.REQUESTS, -1))
                .withMessage("amount must be 0 or more, not -1");
        assertThatIllegalArgumentException().isThrownBy(() -> fixture.engine.charge(ADA, Metered.REQUESTS, -1));
    }
}
