package dev.parlance.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TckDocumentTest {
    private static final Path SOURCES = Path.of("src/test/java");
    private static final Path DOCUMENT = Path.of("../../docs/TCK.md");

    @Test
    void everyRuleOfTheContractHasATestOfItsName() {
        List<String> tests = KitTests.names();

        IntStream.rangeClosed(1, 11)
                .forEach(rule -> assertThat(tests)
                        .as("tests of A%s", rule)
                        .anyMatch(name -> name.matches("(required|optional)_a" + rule + "_.+")));
        IntStream.rangeClosed(1, 12)
                .forEach(rule -> assertThat(tests)
                        .as("tests of B%s", rule)
                        .anyMatch(name -> name.matches("(required|optional)_b" + rule + "_.+")));
        IntStream.rangeClosed(1, 14)
                .forEach(rule -> assertThat(tests)
                        .as("tests of C%s", rule)
                        .anyMatch(name -> name.matches("(required|optional)_c" + rule + "_.+")));
        IntStream.rangeClosed(1, 13)
                .forEach(rule -> assertThat(tests)
                        .as("tests of T%s", rule)
                        .anyMatch(name -> name.matches("(required|optional)_t" + rule + "_.+")));
        IntStream.rangeClosed(1, 9)
                .forEach(rule -> assertThat(tests)
                        .as("tests of R%s", rule)
                        .anyMatch(name -> name.matches("(required|optional)_r" + rule + "_.+")));
        IntStream.rangeClosed(1, 8)
                .forEach(rule -> assertThat(tests)
                        .as("tests of K%s", rule)
                        .anyMatch(name -> name.matches("(required|optional)_k" + rule + "_.+")));
        IntStream.rangeClosed(1, 10)
                .forEach(rule -> assertThat(tests)
                        .as("tests of P%s", rule)
                        .anyMatch(name -> name.matches("(required|optional)_p" + rule + "_.+")));
        IntStream.rangeClosed(1, 12)
                .forEach(rule -> assertThat(tests)
                        .as("tests of F%s", rule)
                        .anyMatch(name -> name.matches("(required|optional)_f" + rule + "_.+")));
    }

    @Test
    void everyTestIsNamedAfterARuleOrAnOperation() {
        assertThat(KitTests.names())
                .allMatch(
                        name -> name.matches(
                                "(required|optional)_(a([1-9]|1[01])|b([1-9]|1[0-2])|c([1-9]|1[0-4])|t([1-9]|1[0-3])|p([1-9]|10)|f([1-9]|1[0-2])|r[1-9]|k[1-8]|open|archive|change|signals|state|model|talk)_[a-z][A-Za-z]+"));
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
        assertThat(blocks())
                .isNotEmpty()
                .allSatisfy(block -> assertThat(sources()).anyMatch(code -> code.contains(block)));
    }

    @Test
    void theDocumentsCodeNeedsNothingThatTheArtifactsDoNotExport(@TempDir Path directory) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("-proc:none", "-Xlint:all,-requires-automatic", "-Werror", "-d", directory.toString()));
        arguments.addAll(List.of("--module-path", System.getProperty("java.class.path")));
        arguments.add(write(directory, "module-info", "module stranger { requires dev.parlance.tck; }"));
        for (String block : blocks()) {
            Matcher name = Pattern.compile("class (\\w+)").matcher(block);
            assertThat(name.find()).isTrue();
            arguments.add(write(directory, "stranger/" + name.group(1), "package stranger;\n\n" + block));
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();

        int result = ToolProvider.getSystemJavaCompiler().run(null, said, said, arguments.toArray(String[]::new));

        assertThat(result).as(said.toString(StandardCharsets.UTF_8)).isZero();
    }

    @Test
    void theDocumentNamesTheJUnitThatTheKitIsBuiltWith() throws IOException {
        Matcher built = Pattern.compile("<junit.version>(.*)</junit.version>").matcher(read(Path.of("../../pom.xml")));
        assertThat(built.find()).isTrue();

        assertThat(Files.readString(DOCUMENT))
                .contains("<artifactId>junit-jupiter</artifactId>\n  <version>" + built.group(1) + "</version>\n"
                        + "  <scope>test</scope>");
    }

    private static String write(Path directory, String name, String code) throws IOException {
        Path file = directory.resolve(name + ".java");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, code).toString();
    }

    private static List<String> blocks() throws IOException {
        return Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(DOCUMENT))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
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
