package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages name is there. */
class DocumentationTest {
    private static final Pattern CLASS_NAME = Pattern.compile("[A-Z][a-z]+([A-Z0-9][a-z0-9]*)*");
    private static final Pattern NAME_IN_PICTURE = Pattern.compile("class=\"name(?: mid)?\"[^>]*>([^<]+)<");
    /** The JDK's, and names that no class has. */
    private static final Set<String> NOT_OURS =
            Set.of("Duration", "Instant", "Forwarded", "Manager", "Helper", "Util", "Impl");

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)|src=\"([^\"]+)\"");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "CONTRIBUTING.md",
                "docs/ARCHITECTURE.md",
                "docs/FILES.md",
                "docs/GUARDS.md",
                "docs/HOSTS.md",
                "docs/LIMITS.md",
                "docs/SOCKETIO.md"
            })
    void everyClassNamedInBackticksExists(String page) {
        assertThat(MarkdownPage.read(page).words())
                .filteredOn(CLASS_NAME.asMatchPredicate())
                .filteredOn(name -> !NOT_OURS.contains(name))
                .isNotEmpty()
                .isSubsetOf(classes());
    }

    @Test
    void thePictureOfTheHouseNamesThePackagesOfTheEngineAndWhatThereIs() {
        String picture = Repository.text("docs/images/house.svg");
        Set<String> named = NAME_IN_PICTURE
                .matcher(picture)
                .results()
                .flatMap(name -> Stream.of(name.group(1).split(", ")))
                .filter(name -> !name.contains(" "))
                .collect(Collectors.toSet());
        Set<String> there = Repository.files().stream()
                .map(file -> Repository.file("").relativize(file))
                .filter(file -> file.toString().contains("src/main/java"))
                .map(Path::getParent)
                .map(folder -> folder.getFileName().toString())
                .collect(Collectors.toSet());
        there.addAll(classes());
        there.addAll(Set.of("chat-core", "chat-protocol", "chat-websocket", "dev.parlance"));

        assertThat(there).containsAll(named);
        assertThat(packagesOf("chat-core")).isSubsetOf(named);
    }

    /** Without those that stand beside all others: complaints. */
    private static Set<String> packagesOf(String module) {
        Path root = Repository.file(module + "/src/main/java/dev/parlance");
        return Repository.files().stream()
                .map(Path::getParent)
                .filter(folder -> root.equals(folder.getParent()))
                .map(folder -> folder.getFileName().toString())
                .filter(name -> !name.equals("complaint"))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "CHANGELOG.md",
                "CONTRIBUTING.md",
                "SECURITY.md",
                "docs/ADMIN.md",
                "docs/GUARDS.md",
                "docs/HOSTS.md",
                "docs/LIMITS.md",
                "docs/TLS.md",
                "docs/ARCHITECTURE.md",
                "docs/PAGE.md",
                "docs/PROTOCOL.md",
                "docs/SOCKETIO.md",
                "docs/TRANSPORTS.md"
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
