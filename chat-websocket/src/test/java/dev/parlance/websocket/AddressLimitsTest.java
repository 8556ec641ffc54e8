package dev.parlance.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parlance.websocket.address.AddressBounds;
import dev.parlance.websocket.address.RateBound;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AddressLimitsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void theDefaultsAreAsTheBuilderSays() {
        assertThat(AddressLimits.DEFAULT.bounds())
                .isEqualTo(new AddressBounds(
                        200,
                        200,
                        RateBound.of(20, SECOND, 100),
                        RateBound.of(10, MINUTE, 20),
                        RateBound.of(20, SECOND, 300),
                        RateBound.of(1_000_000, SECOND, 10_000_000),
                        RateBound.of(600, MINUTE, 600),
                        MINUTE));
    }

    @Test
    void eachFieldIsTheBuildersOwn() {
        assertThat(AddressLimits.builder()
                        .connections(1)
                        .socketIoSessions(2)
                        .handshakes(3, 4)
                        .failedLogins(5, 6)
                        .requests(7, 8)
                        .responseBytes(9_000, 10_000)
                        .cutOff(11, Duration.ofSeconds(12))
                        .build()
                        .bounds())
                .isEqualTo(new AddressBounds(
                        1,
                        2,
                        RateBound.of(3, SECOND, 4),
                        RateBound.of(5, MINUTE, 6),
                        RateBound.of(7, SECOND, 8),
                        RateBound.of(9_000, SECOND, 10_000),
                        RateBound.of(11, MINUTE, 11),
                        Duration.ofSeconds(12)));
        assertThat(AddressLimits.unlimited().bounds()).isEqualTo(AddressBounds.NONE);
    }

    @Test
    void nonsenseIsRefusedWithEveryFaultNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressLimits.builder()
                        .connections(0)
                        .handshakes(1, 0)
                        .responseBytes(1, 2_000)
                        .cutOff(1, Duration.ZERO)
                        .build())
                .withMessage("connections must be 1 to 1000000, not 0; handshakes must be 1 to 1000000, not 0;"
                        + " responseBytes must be 1024 to 2^30, not 1; cutOff must be for 1 ms to a day, not PT0S");
    }
}
