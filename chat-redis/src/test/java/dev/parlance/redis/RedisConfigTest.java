package dev.parlance.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisConfigTest {
    @Test
    void nullsAreNamedWithEveryOtherFault() {
        assertThatThrownBy(() -> RedisConfig.builder()
                        .url(null)
                        .prefix(null)
                        .timeout(null)
                        .maxPending(1)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("prefix must not be null; timeout must not be null; url must not be null; "
                        + "maxPending must be 100 to 1,000,000, not 1");
    }

    @Test
    void theDefaultsAreAsDocumented() {
        RedisConfig config = RedisConfig.builder().build();

        assertThat(config.access().address()).isEqualTo("localhost:6379");
        assertThat(config.prefix()).isEqualTo("chat:");
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.maxPending()).isEqualTo(10_000);
    }

    @Test
    void aPasswordIsShownNowhere() {
        RedisConfig config = RedisConfig.of("rediss://ada:se%20cret@redis.example:7000/3");

        assertThat(config.access().address()).isEqualTo("redis.example:7000");
        assertThat(config.toString()).doesNotContain("cret").doesNotContain("ada");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://cache",
                "redis://cache/",
                "redis://:secret@cache",
                "redis://cache:",
                "rediss://a:b@cache/3"
            })
    void withoutAPortItIsTheUsualOne(String url) {
        assertThat(RedisConfig.of(url).access().address()).isEqualTo("cache:6379");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://:secret@localhost",
                "localhost:6379",
                "redis://:secret@",
                "redis://:sec ret@localhost",
                "redis://:secret@localhost:6379/one",
                ""
            })
    void whatIsNotAUrlOfARedisIsRefusedWithoutShowingIt(String url) {
        assertThatThrownBy(() -> RedisConfig.of(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("redis://")
                .hasMessageNotContaining("sec");
    }

    @Test
    void everyFaultIsNamedAtOnce() {
        RedisConfig.Builder builder = RedisConfig.builder()
                .prefix("{chat}:")
                .timeout(Duration.ofMillis(1))
                .maxPending(1);

        assertThatThrownBy(builder::build)
                .hasMessageContaining("prefix")
                .hasMessageContaining("timeout")
                .hasMessageContaining("maxPending");
    }
}
