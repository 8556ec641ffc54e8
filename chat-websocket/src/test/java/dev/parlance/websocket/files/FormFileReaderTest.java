package dev.parlance.websocket.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlance.model.ChatException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormFileReaderTest {
    private static final String FILE = "Content-Disposition: form-data; name=\"f\"; filename=\"a.txt\"\r\n\r\n";
    /** Everything that is nearly a boundary. */
    private static final String CONTENT = "\r\n--b\r--bo\r\n-\r\r\n--\n\r\n--boun\r\n\r\n--\r\n--bounD\0";

    private static final String FORM =
            "before\r\n--bound\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\nvalue\r\n--bound \t\r\n" + FILE
                    + CONTENT + "\r\n--bound\r\n" + FILE.replace("a.txt", "b.txt") + "second\r\n--bound--behind";

    private static String read(FormFileReader reader, String form, int... cuts) {
        StringBuilder content = new StringBuilder();
        byte[] bytes = form.getBytes(ISO_8859_1);
        int from = 0;
        for (int cut : cuts) {
            content.append(ISO_8859_1.decode(reader.read(ByteBuffer.wrap(bytes, from, cut - from))));
            from = cut;
        }
        content.append(ISO_8859_1.decode(reader.read(ByteBuffer.wrap(bytes, from, bytes.length - from))));
        return content.toString();
    }

    private static void requireFound(FormFileReader reader, String content) {
        assertThat(content).isEqualTo(CONTENT);
        assertThat(reader.isEnded()).isTrue();
        assertThat(reader.file()).isEqualTo(new PartHead("a.txt"));
    }

    @Test
    void whereverItIsCutInTwoTheFirstFileIsFound() {
        for (int cut = 0; cut <= FORM.length(); cut++) {
            FormFileReader reader = new FormFileReader("bound");
            requireFound(reader, read(reader, FORM, cut));
        }
    }

    @Test
    void byteByByteToo() {
        int[] cuts = new int[FORM.length()];
        for (int i = 0; i < cuts.length; i++) {
            cuts[i] = i;
        }
        FormFileReader reader = new FormFileReader("bound");
        requireFound(reader, read(reader, FORM, cuts));
    }

    @Test
    void contentOfWhateverLettersOfABoundaryComesAsItIs() {
        Random random = new Random(4);
        String letters = "\r\n-bound";
        for (int round = 0; round < 2_000; round++) {
            StringBuilder content = new StringBuilder();
            random.ints(random.nextInt(60), 0, letters.length()).forEach(i -> content.append(letters.charAt(i)));
            if (("\r\n" + content + "\r\n").contains("\r\n--bound")) {
                continue;
            }
            FormFileReader reader = new FormFileReader("bound");
            String form = "--bound\r\n" + FILE + content + "\r\n--bound--";
            assertThat(read(reader, form, random.nextInt(form.length()))).isEqualTo(content.toString());
            assertThat(reader.isEnded()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--bound-x",
                "--boundx\r\n",
                "--bound\rx",
                "--bound\r\nContent-Disposition: form-data\n\r\n",
                "--bound\r\n\n",
            })
    void whatIsNoFormIsRefused(String form) {
        assertThatThrownBy(() -> read(new FormFileReader("bound"), form)).isInstanceOf(ChatException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "--bound\r\nX: ", "--bound\r\n\r\n", "--bound\r\n" + FILE + "\r\n--bound--", "\r"})
    void whatStandsBesideTheFileIsBounded(String beginning) {
        String form = beginning + "y".repeat(FormFileReader.MOST_BESIDES);
        assertThatThrownBy(() -> read(new FormFileReader("bound"), form))
                .isInstanceOf(ChatException.class)
                .hasMessageContaining("beside its first file");
    }

    @Test
    void aFormWithoutABoundaryIsNone() {
        assertThatThrownBy(() -> new FormFileReader(null)).isInstanceOf(ChatException.class);
        assertThatThrownBy(() -> new FormFileReader("b\r\n")).isInstanceOf(ChatException.class);
        assertThatThrownBy(() -> new FormFileReader("b".repeat(71))).isInstanceOf(ChatException.class);
    }

    @Test
    void partsWithoutAFileNameAreNoFiles() {
        FormFileReader reader = new FormFileReader("bound");
        String form =
                "--bound\r\n\r\nbare\r\n--bound\r\nContent-Disposition: form-data; name=\"f\"; filename=\"\"\r\n\r\n\r\n--bound--";
        assertThat(read(reader, form)).isEmpty();
        assertThat(reader.file()).isNull();
        assertThat(reader.isEnded()).isTrue();
    }
}
