package dev.parlance.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisUrlTest {
    @ParameterizedTest
    @CsvSource({
        "redis://localhost, localhost:6379",
        "redis://my_redis, my_redis:6379", // as compose files and Kubernetes name services
        "redis://my_redis.some_space.svc:6380/2, my_redis.some_space.svc:6380",
        "redis://10.0.0.1:7000/, 10.0.0.1:7000",
        "redis://cache:, cache:6379",
        "REDIS://Cache, Cache:6379",
        "redis://[::1], [::1]:6379",
        "redis://[2001:db8::7]:7000/1, [2001:db8::7]:7000",
        "redis://[fe80::1%25eth0]:7000, [fe80::1%eth0]:7000",
        "redis://[::ffff:10.0.0.1]/3, [::ffff:10.0.0.1]:6379"
    })
    void hostAndPortAreReadWhateverKindOfHostItIs(String url, String place) {
        assertThat(RedisUrl.parse(url)).hasToString(place);
    }

    @ParameterizedTest
    @CsvSource({"redis://cache, 0", "redis://cache/, 0", "redis://cache/0, 0", "redis://cache:1/15, 15"})
    void thePathNamesTheDatabase(String url, int database) {
        assertThat(RedisUrl.parse(url).database()).isEqualTo(database);
    }

    @Test
    void theSchemeTellsWhetherItIsTls() {
        assertThat(RedisUrl.parse("redis://cache").tls()).isFalse();
        assertThat(RedisUrl.parse("rediss://cache").tls()).isTrue();
        assertThat(RedisUrl.parse("RedisS://cache").tls()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "ada:secret, ada, secret",
        ":secret, , secret",
        "team%3Aada:secret, team:ada, secret",
        "ada:a:b:c, ada, a:b:c",
        "ada:p@ss@word, ada, p@ss@word",
        "ada:a%20b%2Fc%3Fd%23e%25f%40g%3Ah, ada, a b/c?d#e%f@g:h",
        "ada:a+b, ada, a+b",
        "ada:!$&'()*+;=~{}|^`\\\"<>, ada, !$&'()*+;=~{}|^`\\\"<>",
        "%C3%A5da:gr%C3%BC%C3%9Fe, åda, grüße",
        "åda:grüße, åda, grüße"
    })
    void userAndPasswordAreDecodedAfterTheyWereToldApart(String given, String user, String password) {
        RedisUrl url = RedisUrl.parse("redis://" + given + "@my_redis:7000/3");

        assertThat(url.user()).isEqualTo(user);
        assertThat(url.password()).isEqualTo(password);
        assertThat(url).hasToString("my_redis:7000");
        assertThat(url.database()).isEqualTo(3);
    }

    @Test
    void withoutAtThereIsNeitherUserNorPassword() {
        assertThat(RedisUrl.parse("redis://cache").user()).isNull();
        assertThat(RedisUrl.parse("redis://cache").password()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "cache:6379",
                "http://:secret@cache",
                "redis:secret@cache",
                "redis-sentinel://:secret@cache",
                "redis://",
                "redis://:secret@",
                "redis://:secret@:6379",
                "redis:///3",
                "redis://secret@cache",
                "redis://ada@cache",
                "redis://ada:@cache",
                "redis://:@cache",
                "redis://@cache",
                "redis://:sec ret@cache",
                "redis://:sec\nret@cache",
                "redis://:sec%ret@cache",
                "redis://:sec%2@cache",
                "redis://:sec%FFret@cache",
                "redis://%:secret@cache",
                "redis://ada:sec/ret@cache",
                "redis://ada:sec?ret@cache",
                "redis://ada:sec#ret@cache",
                "redis://:secret@ca che",
                "redis://:secret@cache,secret",
                "redis://:secret@secret\u0000",
                "redis://:secret@cäche",
                "redis://:secret@cache:secret",
                "redis://:secret@cache:0",
                "redis://:secret@cache:65536",
                "redis://:secret@cache:123456",
                "redis://:secret@cache:-1",
                "redis://:secret@::1",
                "redis://:secret@[::1",
                "redis://:secret@[::1]secret",
                "redis://:secret@[secret]",
                "redis://:secret@[]",
                "redis://:secret@[1.2.3.4.5]",
                "redis://:secret@cache/one",
                "redis://:secret@cache/-1",
                "redis://:secret@cache/123456",
                "redis://:secret@cache/1/2",
                "redis://:secret@cache/1?timeout=secret",
                "redis://:secret@cache#secret",
                " redis://:secret@cache",
                "redis://:secret@cache "
            })
    void whatIsNoSuchUrlIsRefusedInOneLineThatShowsNothingOfIt(String url) {
        assertThatThrownBy(() -> RedisUrl.parse(url))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessageStartingWith(
                        "the URL must be redis://[[user]:password@]host[:port][/database], or rediss:// for TLS")
                .hasMessageNotContainingAny("sec", "ret@", "che", "ada", "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unix:///run/redis.sock",
                "redis+unix://:secret@/run/redis.sock",
                "redis-socket:///run/redis.sock"
            })
    void aUnixSocketIsRefusedByName(String url) {
        assertThatThrownBy(() -> RedisUrl.parse(url))
                .hasMessageContaining("Unix socket")
                .hasMessageNotContainingAny("secret", "/run");
    }
}
