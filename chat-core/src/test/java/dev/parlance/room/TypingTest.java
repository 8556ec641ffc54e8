package dev.parlance.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TypingTest {
    private final EngineFixture fixture = new EngineFixture();
    private TestClient ada;
    private TestClient bo;

    @BeforeEach
    void twoInARoom() {
        ada = fixture.client("ada", "tea");
        bo = fixture.client("bo", "tea");
        ada.news();
    }

    @Test
    void isToldToTheOthersOnly() {
        bo.typing("tea", true);
        assertThat(ada.news()).containsExactly("Bo types");
        assertThat(bo.news()).isEmpty();
    }

    @Test
    void repeatedIsToldOnce() {
        bo.typing("tea", true).typing("tea", true).typing("tea", true);
        assertThat(ada.news()).containsExactly("Bo types");
    }

    @Test
    void endsByItselfSixSecondsAfterTheLastRenewal() {
        bo.typing("tea", true);
        fixture.time.advance(Duration.ofSeconds(4));
        bo.typing("tea", true);
        ada.news();
        fixture.time.advance(Duration.ofMillis(5_999));
        assertThat(ada.news()).isEmpty();
        fixture.time.advance(Duration.ofMillis(1));
        assertThat(ada.news()).containsExactly("Bo stopped typing");
    }

    @Test
    void endsWithASentMessage() {
        bo.typing("tea", true).say("tea", "hi");
        assertThat(ada.news()).containsExactly("Bo types", "Bo stopped typing", "Bo: hi");
        fixture.time.advance(Duration.ofSeconds(10));
        assertThat(ada.news()).isEmpty();
    }

    @Test
    void endsAtOnceWithALostConnection() {
        bo.typing("tea", true);
        ada.news();
        bo.vanish();
        assertThat(ada.news()).containsExactly("Bo stopped typing");
    }

    @Test
    void thatNeverBeganIsNotEnded() {
        bo.typing("tea", false).say("tea", "hi");
        assertThat(ada.news()).containsExactly("Bo: hi");
    }

    @Test
    void leavesNoTimerBehind() {
        int before = fixture.time.scheduled();
        bo.typing("tea", true).typing("tea", true).typing("tea", false);
        assertThat(fixture.time.scheduled()).isEqualTo(before);
    }
}
