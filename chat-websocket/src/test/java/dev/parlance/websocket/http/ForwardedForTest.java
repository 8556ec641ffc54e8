package dev.parlance.websocket.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.address.Networks;
import java.net.InetAddress;
import java.util.List;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardedForTest {
    private static final Networks PROXIES = Networks.of(List.of("10.0.0.0/8", "fd00::/8"));

    private static String client(String... fields) {
        HttpRequest head = new BasicHttpRequest("GET", "/");
        for (int i = 0; i < fields.length; i += 2) {
            head.addHeader(fields[i], fields[i + 1]);
        }
        InetAddress client = ForwardedFor.client(head, PROXIES);
        return client == null ? null : client.getHostAddress();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.7 | 192.0.2.7",
                "1.1.1.1, 192.0.2.7 | 192.0.2.7",
                "1.1.1.1, 192.0.2.7, 10.0.0.3 | 192.0.2.7",
                "192.0.2.7:4711 | 192.0.2.7",
                "nonsense, 192.0.2.7 | 192.0.2.7",
                "\", 192.0.2.7 | 192.0.2.7",
                "2001:db8::7 | 2001:db8:0:0:0:0:0:7",
                "[2001:db8::7]:4711 | 2001:db8:0:0:0:0:0:7",
                "::ffff:192.0.2.7 | 192.0.2.7",
                "10.0.0.9, 10.0.0.3 | 10.0.0.9",
            })
    void ofTheCustomaryFieldTheRightMostThatIsNoProxyIsTheClient(String field, String client) {
        assertThat(client("X-Forwarded-For", field)).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "for=192.0.2.7 | 192.0.2.7",
                "for=192.0.2.7;proto=https;by=10.0.0.1 | 192.0.2.7",
                "For=1.1.1.1, proto=https; FOR=\"192.0.2.7:4711\" | 192.0.2.7",
                "for=192.0.2.7, for=10.0.0.3 | 192.0.2.7",
                "for=\"[2001:db8::7]:4711\" | 2001:db8:0:0:0:0:0:7",
                "for=1.1.1.1;x=\"a, b; for=9.9.9.9\", for=192.0.2.7 | 192.0.2.7",
            })
    void ofTheStandardFieldTheRightMostThatIsNoProxyIsTheClient(String field, String client) {
        assertThat(client("Forwarded", field)).isEqualTo(client);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for=unknown",
                "for=_hidden",
                "for=1.1.1.1, for=unknown, for=10.0.0.1",
                "proto=https",
                "for=1.1.1.1;for=2.2.2.2",
                "for=localhost",
                "for=1.1.1.1;by=\", for=192.0.2.7",
                "for=1.1.1.1;by=\"\\\", for=192.0.2.7",
                "for=300.1.1.1",
                "for=[1.1.1.1]",
                "for=1.1.1.1:port",
                ",",
                "",
            })
    void whatIsHiddenOrMalformedNamesNobody(String field) {
        assertThat(client("Forwarded", field)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown",
                "_hidden",
                "1.1.1.1, unknown, 10.0.0.1",
                "1.1.1.1, _hidden",
                "1.1.1.1,",
                "[1.1.1.1]",
                "[2001:db8::7",
                "2001:db8::7]",
                "[2001:db8::7]x",
                "fe80::1%eth0",
                "192.0.2.7:999999",
                "192.0.2.7:",
                "192.0.2.7 10.0.0.1",
                "\"192.0.2.7\"",
                "chat.example",
            })
    void soInTheCustomaryField(String field) {
        assertThat(client("X-Forwarded-For", field)).isNull();
    }

    @Test
    void severalFieldsOfANameAreOneList() {
        assertThat(client("X-Forwarded-For", "1.1.1.1", "X-Forwarded-For", "192.0.2.7, 10.0.0.1"))
                .isEqualTo("192.0.2.7");
    }

    @Test
    void bothFieldsHaveToAgreeSinceAClientWritesTheOneThatItsProxyDoesNot() {
        assertThat(client("Forwarded", "for=192.0.2.7", "X-Forwarded-For", "192.0.2.7"))
                .isEqualTo("192.0.2.7");
        assertThat(client("Forwarded", "for=1.1.1.1", "X-Forwarded-For", "192.0.2.7"))
                .isNull();
        assertThat(client("Forwarded", "for=192.0.2.7", "X-Forwarded-For", "1.1.1.1"))
                .isNull();
    }

    @Test
    void withoutAFieldNobodyIsNamed() {
        assertThat(client("X-Real-IP", "192.0.2.7")).isNull();
    }
}
