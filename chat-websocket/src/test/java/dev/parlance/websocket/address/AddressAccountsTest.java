package dev.parlance.websocket.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressAccountsTest {
    private static final int MOST = 1_000;
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
            new AddressAccounts(BOUNDS, RateBound.NONE, Networks.NONE, AddressGuard.NOBODY, MOST, () -> now, 0);

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

    /** The first address of a /64. */
    private static InetAddress ipv6(long network) {
        try {
            return InetAddress.getByAddress(
                    ByteBuffer.allocate(16).putLong(network).putLong(1).array());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Somebody who has lately done what is remembered for a while. */
    private void comes(long network) {
        accounts.of(ipv6(network)).loginFailed();
    }

    @Test
    void whoIsCalmIsForgottenWhenThereIsNoRoom() {
        for (long i = 0; i < 10 * MOST; i++) {
            accounts.of(ipv6(0x20010db8_0000_0000L + i)).handshake();
            now += Duration.ofMillis(50).toNanos();
        }
        assertThat(accounts.size()).isLessThanOrEqualTo(MOST / 4);
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
        for (long i = 0; i < 10 * MOST; i++) {
            comes(0x20010000_00000000L + (i << 32));
        }
        assertThat(accounts.size()).isEqualTo(MOST);
        assertThat(of("192.0.2.7")).isSameAs(cutOff);
        assertThat(of("192.0.2.8").login()).isNotNull();
    }

    @Test
    void whoHasMillionsOfNetworksHasAQuarterOfTheTableAndStrangersHaveAccountsOfTheirOwn() {
        for (long i = 0; i < 2_000_000; i++) {
            comes(0x20010db8_00000000L
                    + ((i & 0xffff) << 16)
                    + (i >> 16)); // every /48 of the /32, and many /64 of each
        }
        assertThat(accounts.size()).isEqualTo(MOST / 4);
        assertThat(of("2001:db8:ffff:ffff::1").login())
                .as("the rest of them share what few may do")
                .isNotNull();
        for (String stranger : List.of("192.0.2.7", "192.0.2.8", "2001:db9::1", "2a00:1:2:3::1")) {
            assertThat(of(stranger).toString()).isEqualTo(address(stranger).getHostAddress());
            assertThat(of(stranger).login()).isNull();
        }
    }

    @Test
    void whoHasAllOfAnIpv4NetworkHasAHalfOfTheTable() throws UnknownHostException {
        for (int i = 0; i < 2 * MOST; i++) {
            accounts.of(InetAddress.getByAddress(new byte[] {100, 64, (byte) (i >> 8), (byte) i}))
                    .loginFailed();
        }
        assertThat(accounts.size()).isEqualTo(MOST / 2);
        assertThat(of("192.0.2.7").toString()).isEqualTo("192.0.2.7");
    }

    @Test
    void whoFindsNoRoomHasTheBoundsOfOneAddressTogetherWithItsNeighbours() {
        int let = 0;
        for (long i = 0; i < MOST; i++) {
            long network = 0x20010db8_0000_0000L + i;
            comes(network);
            if (i >= MOST / 4 && accounts.of(ipv6(network)).handshake() == null) {
                let++;
            }
        }
        assertThat(let).isEqualTo(3);
        assertThat(of("2001:db9:5::1").handshake()).as("another provider").isNull();
    }

    @Test
    void aTableThatIsFullIsSharedByProviderSoThatWhoFillsItKeepsNobodyOut() {
        for (long i = 0; i < 10 * MOST; i++) {
            comes(0x20010000_00000000L + (i << 32));
        }
        assertThat(accounts.size()).isEqualTo(MOST);
        AddressAccount newcomer = of("198.51.100.7");
        assertThat(newcomer.connect()).isTrue();
        assertThat(of("198.51.100.8")).as("a neighbour").isSameAs(newcomer);
        assertThat(accounts.size()).isEqualTo(MOST);
        newcomer.disconnected();
        now += Duration.ofHours(1).toNanos();
        assertThat(of("198.51.100.7")).isNotSameAs(of("198.51.100.8"));
        assertThat(accounts.size()).isEqualTo(2);
    }
}
