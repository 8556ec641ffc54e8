package dev.parlance.websocket.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AddressAccountsTest {
    private static final int MOST = 100;
    private static final AddressBounds BOUNDS = new AddressBounds(
            2,
            2,
            RateBound.of(1, Duration.ofSeconds(1), 3),
            RateBound.of(10, Duration.ofMinutes(1), 20),
            RateBound.NONE,
            RateBound.NONE,
            RateBound.of(1, Duration.ofMinutes(1), 1),
            Duration.ofMinutes(10));

    private long now;
    private final AddressAccounts accounts =
            new AddressAccounts(BOUNDS, RateBound.NONE, Networks.NONE, MOST, () -> now);

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private AddressAccount of(String text) {
        return accounts.of(address(text));
    }

    @Test
    void anAddressOfIpv4HasOneAccountAndOneOfIpv6ThatOfIts64() {
        assertThat(of("192.0.2.7")).isSameAs(of("192.0.2.7")).isNotSameAs(of("192.0.2.8"));
        assertThat(of("2001:db8:1:2::1")).isSameAs(of("2001:db8:1:2:ffff::9")).isNotSameAs(of("2001:db8:1:3::1"));
        assertThat(of("::ffff:192.0.2.7")).isSameAs(of("192.0.2.7"));
        assertThat(of("::1")).isNotSameAs(of("127.0.0.1"));
    }

    @Test
    void whoIsCalmIsForgottenWhenThereIsNoRoom() {
        for (int i = 0; i < 10 * MOST; i++) {
            of("2001:db8:0:" + Integer.toHexString(i) + "::1").handshake();
            now += Duration.ofMillis(50).toNanos();
        }
        assertThat(accounts.size()).isLessThanOrEqualTo(MOST);
        assertThat(of("2001:db8:ffff:1::1")).isNotSameAs(of("2001:db8:ffff:2::1"));
    }

    @Test
    void whoIsCutOffStaysSoHoweverManyAddressesComeAfter() {
        AddressAccount cutOff = of("192.0.2.7");
        for (int i = 0; i < 10; i++) {
            cutOff.handshake();
        }
        assertThat(cutOff.cutOff()).isNotNull();
        AddressAccount failed = of("192.0.2.8");
        for (int i = 0; i < 20; i++) {
            failed.loginFailed();
        }
        for (int i = 0; i < 10 * MOST; i++) {
            of("2001:db8:0:" + Integer.toHexString(i) + "::1").loginFailed();
        }
        assertThat(accounts.size()).isEqualTo(MOST);
        assertThat(of("192.0.2.7")).isSameAs(cutOff);
        assertThat(of("192.0.2.8").login()).isNotNull();
    }

    @Test
    void whoComesFromMoreAddressesThanHaveRoomHasTheBoundsOfOneForTheRest() {
        int let = 0;
        for (int i = 0; i < 10 * MOST; i++) {
            AddressAccount one = of("2001:db8:0:" + Integer.toHexString(i) + "::1");
            one.loginFailed(); // not calm for a while
            if (i >= MOST && one.handshake() == null) {
                let++;
            }
        }
        assertThat(let).isEqualTo(3);
        assertThat(of("2001:db8:5::1").handshake()).as("another network").isNull();
    }
}
