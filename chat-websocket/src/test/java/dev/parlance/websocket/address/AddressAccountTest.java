package dev.parlance.websocket.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AddressAccountTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private long now = Long.MAX_VALUE - 5; // it runs over, as System.nanoTime() may
    private RateBound nodeHandshakes = RateBound.NONE;
    private final AddressBounds bounds = new AddressBounds(
            2,
            2,
            RateBound.of(1, SECOND, 3),
            RateBound.of(10, Duration.ofMinutes(1), 2),
            RateBound.of(1, SECOND, 3),
            RateBound.of(1000, SECOND, 5000),
            RateBound.of(10, Duration.ofMinutes(1), 10),
            Duration.ofMinutes(1));

    private AddressAccount account() {
        return new AddressAccounts(bounds, nodeHandshakes, Networks.NONE, AddressGuard.NOBODY, 10, () -> now, 0)
                .of(InetAddress.getLoopbackAddress());
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void whatIsOpenHasABoundAndWhatEndsMakesRoom() {
        AddressAccount account = account();
        assertThat(account.connect()).isTrue();
        assertThat(account.connect()).isTrue();
        assertThat(account.connect()).isFalse();
        account.disconnected();
        assertThat(account.connect()).isTrue();
        account.sessionOpened();
        assertThat(account.session()).isNull();
        account.sessionOpened();
        assertThat(account.session()).isNotNull();
        account.sessionClosed();
        assertThat(account.session()).isNull();
    }

    @Test
    void handshakesHaveABurstThenARateAndSayWhenTheNextMayCome() {
        AddressAccount account = account();
        for (int i = 0; i < 3; i++) {
            assertThat(account.handshake()).isNull();
        }
        assertThat(account.handshake()).isEqualTo(new Refusal(false, SECOND));
        pass(SECOND);
        assertThat(account.handshake()).isNull();
        assertThat(account.handshake()).isNotNull();
    }

    @Test
    void theNodeHasARateOverAllAddresses() {
        nodeHandshakes = RateBound.of(1, SECOND, 1);
        AddressAccount account = account();
        assertThat(account.handshake()).isNull();
        assertThat(account.handshake()).isEqualTo(new Refusal(true, SECOND));
    }

    @Test
    void failedLoginsAloneAreCountedAndThenNoneIsLookedAtUntilTheyHaveDrained() {
        AddressAccount account = account();
        for (int i = 0; i < 100; i++) {
            assertThat(account.login()).isNull();
        }
        account.loginFailed();
        assertThat(account.login()).isNull();
        account.loginFailed();
        assertThat(account.login()).isEqualTo(new Refusal(false, Duration.ofSeconds(6)));
        pass(Duration.ofSeconds(6));
        assertThat(account.login()).isNull();
    }

    @Test
    void whoFailsAtManyLoginsAtOnceWaitsForAllOfThem() {
        AddressAccount account = account();
        for (int i = 0; i < 12; i++) {
            account.loginFailed();
        }
        pass(Duration.ofSeconds(65));
        assertThat(account.login()).isNotNull();
        pass(Duration.ofSeconds(1));
        assertThat(account.login()).isNull();
    }

    @Test
    void requestsHaveARateAndTheirAnswersOneInBytes() {
        AddressAccount account = account();
        assertThat(account.request()).isNull();
        account.answered(7000);
        assertThat(account.request()).isEqualTo(new Refusal(false, Duration.ofMillis(2001)));
        pass(Duration.ofMillis(2001));
        for (int i = 0; i < 3; i++) {
            assertThat(account.request()).isNull();
        }
        assertThat(account.request()).isNotNull();
    }

    @Test
    void whoGoesOnAndOnIsCutOffForAWhile() {
        AddressAccount account = account();
        account.connect();
        account.connect();
        for (int i = 0; i < 10; i++) {
            assertThat(account.connect()).isFalse();
            assertThat(account.cutOff()).isNull();
        }
        assertThat(account.connect()).isFalse();
        account.disconnected();
        assertThat(account.cutOff()).isEqualTo(new Refusal(false, Duration.ofMinutes(1)));
        assertThat(account.connect()).isFalse();
        pass(Duration.ofMinutes(1));
        assertThat(account.cutOff()).isNull();
        assertThat(account.connect()).isTrue();
    }

    @Test
    void whoIsRefusedNowAndThenIsNotCutOff() {
        AddressAccount account = account();
        account.connect();
        account.connect();
        for (int i = 0; i < 100; i++) {
            assertThat(account.connect()).isFalse();
            pass(Duration.ofSeconds(6));
        }
        assertThat(account.cutOff()).isNull();
    }
}
