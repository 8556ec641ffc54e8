package dev.parlance.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TckDocumentTest {
    private static final Path SOURCES = Path.of("src/test/java");
    private static final Path DOCUMENT = Path.of("../../docs/TCK.md");

    @Test
    void everyRuleOfTheContractHasATestOfItsName() {
        List<String> tests = KitTests.names();

        IntStream.rangeClosed(1, 10)
                .forEach(rule -> assertThat(tests)
                        .as("tests of B%s", rule)
                        .anyMatch(name -> name.matches("(required|optional)_b" + rule + "_.+")));
    }

    @Test
    void everyTestIsNamedAfterARuleOrAnOperation() {
        assertThat(KitTests.names())
                .allMatch(name ->
                        name.matches("(required|optional)_(b([1-9]|10)|change|signals|state|model)_[a-z][A-Za-z]+"));
    }

    @Test
    void theDocumentNamesEveryTestAndNoOther() throws IOException {
        List<String> named = Pattern.compile("`((required|optional)_\\w*[a-z])`")
                .matcher(Files.readString(DOCUMENT))
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(named).containsExactlyInAnyOrderElementsOf(KitTests.names());
    }

    @Test
    void theDocumentsCodeIsCodeThatRuns() throws IOException {
        List<String> blocks = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(DOCUMENT))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();

        assertThat(blocks)
                .isNotEmpty()
                .allSatisfy(block -> assertThat(sources()).anyMatch(code -> code.contains(block)));
    }

    private static List<String> sources() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(TckDocumentTest::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
