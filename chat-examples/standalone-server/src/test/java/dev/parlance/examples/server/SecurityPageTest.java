package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on security names a test for each guard, and those are there. */
class SecurityPageTest {
    private static final Pattern TEST = Pattern.compile("`([A-Za-z]+Test)(?:#([A-Za-z0-9_]+))?`");
    private static final Pattern SECTION = Pattern.compile("(?s)\n## The guards and their tests\n(.*?)\n## ");

    private final String guards = guards();

    private static String guards() {
        var section = SECTION.matcher(Repository.text("SECURITY.md"));
        assertThat(section.find()).isTrue();
        return section.group(1);
    }

    @Test
    void everyTestThatItNamesIsThere() {
        List<String> missing = new ArrayList<>();
        TEST.matcher(guards).results().forEach(test -> {
            String method = test.group(2);
            if (sources(test.group(1)).noneMatch(text -> method == null || text.contains(" " + method + "("))) {
                missing.add(test.group());
            }
        });
        assertThat(missing).isEmpty();
    }

    @Test
    void everyGuardHasATest() {
        assertThat(guards.lines()
                        .filter(line -> line.startsWith("| "))
                        .filter(line -> !line.startsWith("| Guard |"))
                        .filter(line -> !TEST.matcher(line).find()))
                .isEmpty();
    }

    private static Stream<String> sources(String test) {
        return Repository.files().stream()
                .filter(file -> file.getFileName().toString().equals(test + ".java"))
                .map(SecurityPageTest::text);
    }

    private static String text(Path file) {
        return Repository.text(Repository.file("").relativize(file).toString());
    }
}
