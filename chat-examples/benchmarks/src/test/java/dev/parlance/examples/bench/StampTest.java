package dev.parlance.examples.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StampTest {
    private final Stamp stamp = new Stamp();

    @Test
    void aStampIsFoundWhereverItLies() {
        byte[] written = new byte[Stamp.MAX_LENGTH];
        byte[] mark = Arrays.copyOf(written, Stamp.write(written, 0, 123, 0, Long.MAX_VALUE));
        for (int place = 0; place < 40; place++) {
            byte[] text = (".".repeat(place) + new String(mark, US_ASCII) + "..").getBytes(US_ASCII);
            assertThat(stamp.find(text, 0, text.length)).as("at %d", place).isTrue();
            assertThat(stamp.client).isEqualTo(123);
            assertThat(stamp.sequence).isZero();
            assertThat(stamp.nanos).isEqualTo(Long.MAX_VALUE);
            assertThat(stamp.find(text, 0, place + mark.length - 1))
                    .as("cut off at %d", place)
                    .isFalse();
        }
    }

    @Test
    void whatOnlyLooksLikeAStampIsPassedOver() {
        byte[] text = Bytes.of("@ada @1 @1.2 @@1.2.@ @.2.3@ at@home.example @4.5.6@");
        assertThat(stamp.find(text, 0, text.length)).isTrue();
        assertThat(stamp.client).isEqualTo(4);
        assertThat(stamp.sequence).isEqualTo(5);
        assertThat(stamp.nanos).isEqualTo(6);
    }
}
