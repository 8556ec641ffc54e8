package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages name is there. */
class DocumentationTest {
    private static final Pattern CLASS_NAME = Pattern.compile("[A-Z][a-z]+([A-Z0-9][a-z0-9]*)*");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)|src=\"([^\"]+)\"");

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/ARCHITECTURE.md", "docs/SOCKETIO.md"})
    void everyClassNamedInBackticksExists(String page) throws IOException {
        assertThat(MarkdownPage.read(page).words())
                .filteredOn(CLASS_NAME.asMatchPredicate())
                .isNotEmpty()
                .isSubsetOf(classes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "CHANGELOG.md",
                "CONTRIBUTING.md",
                "docs/ARCHITECTURE.md",
                "docs/PROTOCOL.md",
                "docs/SOCKETIO.md"
            })
    void everyLinkLeadsToAFile(String page) {
        Path folder = Repository.file(page).getParent();
        Matcher link = LINK.matcher(Repository.text(page));
        while (link.find()) {
            String target = link.group(1) == null ? link.group(2) : link.group(1);
            assertThat(folder.resolve(target)).exists();
        }
    }

    @Test
    void theDependencyInTheReadmeIsOfThisVersion() {
        Matcher version = Pattern.compile("<version>([^<]+)</version>").matcher(Repository.text("pom.xml"));
        assertThat(version.find()).isTrue();

        assertThat(MarkdownPage.read("README.md").blocks("xml"))
                .singleElement()
                .satisfies(block -> assertThat(block.text()).contains(version.group()));
    }

    @Test
    void theReadmeRunsTheJarThatTheBrowserTestRuns() {
        List<String> commands = MarkdownPage.read("README.md").blocks("").stream()
                .map(MarkdownPage.Block::text)
                .toList();

        assertThat(commands).anyMatch(command -> command.endsWith("java -jar " + ServerProcess.JAR));
    }

    private static Set<String> classes() throws IOException {
        Set<String> classes = new TreeSet<>();
        Files.walkFileTree(Repository.file(""), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean ours = !Set.of(".git", "node_modules", "target")
                        .contains(folder.getFileName().toString());
                return ours ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = file.getFileName().toString();
                if (name.endsWith(".java")) {
                    classes.add(name.substring(0, name.length() - ".java".length()));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return classes;
    }
}
