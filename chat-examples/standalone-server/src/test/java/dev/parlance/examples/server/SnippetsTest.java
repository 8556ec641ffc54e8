package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whatever is shown as code in README.md, CONTRIBUTING.md and docs/ is held true by a test: here each kind says by which. */
class SnippetsTest {
    private static final Pattern DEPENDENCY =
            Pattern.compile("<groupId>(.*)</groupId>\\s*<artifactId>.*</artifactId>\\s*<version>(.*)</version>");
    /** In commands: a path of this repository, and the name of a class to run. */
    private static final Pattern PATH = Pattern.compile("(?:chat-|docs/|\\.ci/)[\\w./-]+");

    private static final Pattern MAIN_CLASS = Pattern.compile("dev(?:\\.\\w+)+\\.[A-Z]\\w+");

    private final List<String> tests = texts(file -> isTest(file.toString()));
    private final String parent = Repository.text("pom.xml");

    @TestFactory
    Stream<DynamicTest> everySnippetIsHeldByATest() {
        List<Path> pages = Repository.files().stream()
                .filter(file -> file.toString().endsWith(".md"))
                .filter(file -> !file.endsWith("CHANGELOG.md"))
                .sorted()
                .toList();
        assertThat(pages).hasSizeGreaterThan(6);
        return pages.stream().flatMap(this::snippetsOf);
    }

    private Stream<DynamicTest> snippetsOf(Path file) {
        String page = Repository.file("").relativize(file).toString();
        return MarkdownPage.read(page).blocks().stream()
                .map(block ->
                        dynamicTest(page + " line " + block.line() + " " + block.language(), () -> holds(page, block)));
    }

    private void holds(String page, MarkdownPage.Block block) {
        switch (block.language()) {
            case "java", "js" ->
                assertThat(tests)
                        .as("these lines stand in a test, which compiles or runs them")
                        .anyMatch(test -> test.contains(unindented(block.lines().stream())));
            case "xml" -> versionsAreThoseOfTheBuild(block);
            case "haproxy" ->
                assertThat(Repository.text("chat-examples/standalone-server/haproxy.cfg"))
                        .contains(block.text().split("\n\n"));
            case "nginx" ->
                assertThat(Repository.text("chat-examples/standalone-server/nginx.conf"))
                        .contains(block.text());
            case "chat", "http", "json" ->
                assertThat(page).as("the page that ProtocolDocTest plays").isEqualTo("docs/PROTOCOL.md");
            case "sh" -> assertThat(page).as("the page that AdminDocTest plays").isEqualTo("docs/ADMIN.md");
            case "" -> whatIsNamedIsThere(block);
            default -> throw new AssertionError("no test holds snippets in " + block.language());
        }
    }

    private void versionsAreThoseOfTheBuild(MarkdownPage.Block block) {
        List<MatchResult> shown = DEPENDENCY.matcher(block.text()).results().toList();
        assertThat(shown)
                .isNotEmpty()
                .allSatisfy(dependency -> assertThat(parent)
                        .contains(
                                dependency.group(1).equals("dev.parlance")
                                        ? "<artifactId>parlance-parent</artifactId>\n  <version>" + dependency.group(2)
                                                + "<"
                                        : ".version>" + dependency.group(2) + "</"));
    }

    private static void whatIsNamedIsThere(MarkdownPage.Block block) {
        assertThat(PATH.matcher(block.text()).results().map(MatchResult::group))
                .allSatisfy(path -> assertThat(Repository.file(path.replaceFirst("/target/.*", "/pom.xml")))
                        .exists());
        assertThat(MAIN_CLASS.matcher(block.text()).results().map(MatchResult::group))
                .allSatisfy(name -> assertThat(Repository.files())
                        .anyMatch(file -> file.endsWith(name.replace('.', '/') + ".java")));
    }

    private static boolean isTest(String file) {
        return file.contains("/src/test/") && file.endsWith(".java") || file.endsWith(".test.mjs");
    }

    private static List<String> texts(Predicate<Path> wanted) {
        return Repository.files().stream()
                .filter(wanted)
                .map(SnippetsTest::unindentedText)
                .toList();
    }

    private static String unindentedText(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return unindented(lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How far code is indented depends on where it stands. */
    private static String unindented(Stream<String> lines) {
        return lines.map(String::stripLeading).collect(Collectors.joining("\n", "\n", "\n"));
    }
}
