package dev.parlance.websocket.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.128/25, 192.0.2.129, true",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.6, false",
        "0.0.0.0/0, 1.2.3.4, true",
        "0.0.0.0/0, ::1, false",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fe80::1, false",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "10.0.0.0/8, ::ffff:10.0.0.1, true",
    })
    void aBlockHasTheAddressesThatBeginAsItDoes(String block, String address, boolean isIn) throws Exception {
        assertThat(Networks.of(List.of(block)).contains(InetAddress.getByName(address)))
                .isEqualTo(isIn);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "proxy", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.1/8", "10.0.0/8", "fd00::/129"})
    void whatIsNoBlockIsRefused(String block) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Networks.of(List.of(block)))
                .withMessageContaining("\"" + block + "\"");
    }

    @Test
    void thereIsABoundForThem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Networks.of(Collections.nCopies(65, "10.0.0.0/8")))
                .withMessage("at most 64 networks, not 65");
    }
}
