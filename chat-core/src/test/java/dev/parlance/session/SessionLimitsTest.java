package dev.parlance.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.policy.ChatLimits;
import dev.parlance.policy.Metered;
import dev.parlance.policy.Rate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionLimitsTest {
    @Test
    void whoSendsTooFastIsToldSoAndMayGoOnLater() {
        EngineFixture fixture = with(ChatLimits.builder().connectionRate(Metered.REQUESTS, new Rate(10, 5)));
        TestClient ada = fixture.client("ada", "tea");
        for (int i = 0; i < 10; i++) {
            ada.say("tea", "m" + i);
        }
        assertThat(ada.news())
                .filteredOn(line -> line.startsWith("error"))
                .hasSize(7)
                .containsOnly("error RATE_LIMITED for send_message");
        fixture.time.advance(Duration.ofMillis(100));
        ada.say("tea", "later");
        assertThat(ada.news()).containsExactly("Ada: later");
    }

    @Test
    void aSessionMayBeInSoManyRooms() {
        EngineFixture fixture = with(ChatLimits.builder().unlimitedRates().maxRoomsPerSession(2));
        TestClient ada = fixture.client("ada", "one").join("two");
        ada.news();
        ada.join("three");
        assertThat(ada.news()).containsExactly("error TOO_MANY_ROOMS for join_room");
        ada.leave("one").join("three");
        assertThat(ada.news()).contains("users [Ada]");
    }

    @Test
    void aMessageMayBeSoLong() {
        EngineFixture fixture = with(ChatLimits.builder().unlimitedRates().maxMessageLength(5));
        TestClient ada = fixture.client("ada", "tea")
                .say("tea", "12345")
                .say("tea", "123456")
                .say("tea", "  ");
        List<String> news = ada.news();
        assertThat(news)
                .containsExactlyInAnyOrder(
                        "Ada: 12345",
                        "error MESSAGE_TOO_LONG for send_message",
                        "error INVALID_MESSAGE for send_message");
    }

    @Test
    void refusedRequestsCountAgainstTheRate() {
        EngineFixture fixture = with(ChatLimits.builder().connectionRate(Metered.REQUESTS, new Rate(1, 2)));
        TestClient ada = fixture.client();
        ChatException garbage = new ChatException(ErrorCode.BAD_REQUEST, "not JSON");
        ada.refuse(garbage).refuse(garbage).refuse(garbage);
        assertThat(ada.news())
                .containsExactly(
                        "error BAD_REQUEST for null", "error BAD_REQUEST for null", "error RATE_LIMITED for null");
    }

    @Test
    void limitsOutOfBoundsAreRefusedTogether() {
        assertThatThrownBy(() -> ChatLimits.builder()
                        .maxMessageLength(0)
                        .maxRoomsPerSession(-1)
                        .maxRoomMembers(0)
                        .roomCreation(0, 0)
                        .typingTimeout(Duration.ZERO)
                        .logLines(0, 10_001)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxMessageLength must be 1 to 65536, not 0")
                .hasMessageContaining("maxRoomsPerSession")
                .hasMessageContaining("maxRoomMembers")
                .hasMessageContaining("roomsCreatedPerHour")
                .hasMessageContaining("roomCreationBurst")
                .hasMessageContaining("typingTimeout")
                .hasMessageContaining("logLinesPerSecond must be 1 to 10000, not 0")
                .hasMessageContaining("logLineBurst");
    }

    private static EngineFixture with(ChatLimits.Builder limits) {
        return new EngineFixture(builder -> builder.limits(limits.build()));
    }
}
