package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages name is there. */
class DocumentationTest {
    private static final Pattern CLASS_NAME = Pattern.compile("[A-Z][a-z]+([A-Z0-9][a-z0-9]*)*");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)|src=\"([^\"]+)\"");

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/ARCHITECTURE.md", "docs/SOCKETIO.md"})
    void everyClassNamedInBackticksExists(String page) {
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
    void theReadmeRunsTheJarThatTheBrowserTestRuns() {
        List<String> commands = MarkdownPage.read("README.md").blocks("").stream()
                .map(MarkdownPage.Block::text)
                .toList();

        assertThat(commands).anyMatch(command -> command.endsWith("java -jar " + ServerProcess.JAR));
    }

    private static Set<String> classes() {
        return Repository.files().stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> name.endsWith(".java"))
                .map(name -> name.substring(0, name.length() - ".java".length()))
                .collect(Collectors.toSet());
    }
}
