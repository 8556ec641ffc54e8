package dev.parlance.websocket.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ProtocolException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkedBodyTest {
    private static final int MOST = 1000;

    private static RequestBytes bytes(String text) {
        RequestBytes bytes = new RequestBytes();
        bytes.append(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
        return bytes;
    }

    private static String decoded(BodyReader body) {
        return new String(body.bytes(), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5\r\nhello\r\n0\r\n\r\n",
                "3\r\nhel\r\n00002\r\nlo\r\n000\r\n\r\n",
                "5;name=value\r\nhello\r\n0;x\r\n\r\n",
                "5 ;name=\"a b\"\r\nhello\r\n0\r\n\r\n",
                "5\r\nhello\r\n0\r\nTrailer: value\r\nB:\r\n\r\n",
            })
    void theContentIsWhatStandsInTheChunks(String sent) throws HttpException {
        BodyReader whole = new ChunkedBody(MOST, true);
        RequestBytes rest = bytes(sent + "GET");
        assertThat(whole.read(rest)).isTrue();
        assertThat(decoded(whole)).isEqualTo("hello");
        assertThat(rest.length()).as("what follows is left").isEqualTo(3);

        BodyReader dripping = new ChunkedBody(MOST, true);
        for (int i = 0; i < sent.length(); i++) {
            assertThat(dripping.read(bytes(sent.substring(i, i + 1)))).isEqualTo(i == sent.length() - 1);
        }
        assertThat(decoded(dripping)).isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n",
                "x\r\n",
                "-5\r\n",
                "+5\r\n",
                "0x5\r\n",
                " 5\r\n",
                "5 \r\n",
                "5\nhello",
                "5\r\r\n",
                "5;a\nb\r\n",
                "5;\0\r\n",
                "000000005\r\n",
                "5\r\nhello0\r\n\r\n",
                "5\r\nhello\n0\r\n\r\n",
                "5\r\nhello\r\n0\r\n\n",
                "5\r\nhello\r\n0\r\nno colon\r\n\r\n",
                "5\r\nhello\r\n0\r\nA : b\r\n\r\n",
                "0\r\nA: b\r\n folded\r\n\r\n",
                "5;\u00e9=\u007f\r\n",
            })
    void whatTwoReadersCouldUnderstandDifferentlyIsRefused(String sent) {
        assertThatThrownBy(() -> new ChunkedBody(MOST, true).read(bytes(sent))).isInstanceOf(ProtocolException.class);
    }

    @Test
    void chunksTogetherMayHaveAsMuchAsABodyMay() throws HttpException {
        String half = "1f4\r\n" + "x".repeat(MOST / 2) + "\r\n";
        assertThat(new ChunkedBody(MOST, true).read(bytes(half + half + "0\r\n\r\n")))
                .isTrue();
        assertThatThrownBy(() -> new ChunkedBody(MOST, true).read(bytes(half + half + "1\r\n")))
                .isInstanceOf(BodyTooLongException.class);
        assertThatThrownBy(() -> new ChunkedBody(MOST, true).read(bytes("ffffffff\r\n")))
                .isInstanceOf(BodyTooLongException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1;", "0\r\nA: "})
    void extensionsAndTrailersAreBounded(String beginning) {
        String sent = beginning + "x".repeat(HttpSettings.MAX_HEAD_BYTES);
        assertThatThrownBy(() -> new ChunkedBody(MOST, true).read(bytes(sent))).isInstanceOf(ProtocolException.class);
    }

    @Test
    void nothingIsAllocatedForWhatWasOnlyAnnounced() throws HttpException {
        BodyReader body = new ChunkedBody(1 << 30, true);
        body.read(bytes("3fffffff\r\nabc"));
        assertThat(body.capacity()).isEqualTo(3);
        BodyReader fixed = new FixedBody(1 << 30, true);
        fixed.read(bytes("abc"));
        assertThat(fixed.capacity()).isEqualTo(3);
    }

    @Test
    void nothingIsKeptOfABodyThatIsPassedOver() throws HttpException {
        BodyReader body = new ChunkedBody(MOST, false);
        assertThat(body.read(bytes("5\r\nhello\r\n0\r\n\r\n"))).isTrue();
        assertThat(body.capacity()).isLessThan(5);
    }
}
