package dev.parlance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands before each class of the engine's hidden packages. */
class EnginePackagesTest {
    private static final Path ENGINE = Path.of("src/main/java/dev/parlance");
    private static final Pattern FIRST_WORDS = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);
    private static final Pattern THREADS =
            Pattern.compile("\\blanes?\\b|\\bany\\W+thread|\\bthreads?\\b|Immutable", Pattern.CASE_INSENSITIVE);

    private static final Pattern COMMAND = Pattern.compile(" extends \\w*Command<");

    static Stream<Path> classes() {
        return Stream.of("node", "command", "watch", "session", "room", "fanout", "file", "host")
                .flatMap(name -> files(ENGINE.resolve(name)))
                .filter(file -> !file.endsWith("package-info.java"))
                .filter(file -> !COMMAND.matcher(text(file)).find()); // for all of them Command says it
    }

    @ParameterizedTest
    @MethodSource("classes")
    void aClassSaysWhichThreadMayTouchIt(Path file) {
        Matcher words = FIRST_WORDS.matcher(text(file));
        assertThat(words.find()).isTrue();
        assertThat(words.group(1)).containsPattern(THREADS);
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
