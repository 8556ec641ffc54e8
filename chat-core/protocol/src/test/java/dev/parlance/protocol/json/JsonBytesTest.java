package dev.parlance.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonBytesTest {
    private static byte[] buffer(int length) {
        return JsonBytes.write("x".repeat(length), (text, json) -> json.writeString(text))
                .array();
    }

    @Test
    void longTextsAfterOneAnotherMakeOneBuffer() {
        byte[] first = buffer(800_000);
        buffer(10);
        assertThat(buffer(800_000)).isSameAs(first);
    }

    @Test
    void aThreadThatWritesShortTextsOnlyKeepsASmallBufferAgain() {
        buffer(800_000);
        byte[] last = new byte[0];
        for (int i = 0; i < 300; i++) {
            last = buffer(10);
        }
        assertThat(last).hasSizeLessThan(64 * 1024);
    }

    @Test
    void theLongestTextsAreNotKept() {
        buffer(5_000_000);
        assertThat(buffer(10)).hasSizeLessThan(64 * 1024);
    }
}
