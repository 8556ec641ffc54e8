package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** One word is one thing, over all modules. */
class ClassNamesTest {
    /** Every package and module has one; the consumer's programs are builds of their own. */
    private static final Set<String> OF_EACH = Set.of("package-info.java", "module-info.java", "Main.java");

    @Test
    void noTwoClassesOfTheMainSourcesShareAName() {
        Set<String> known = new TreeSet<>();
        Set<String> shared = new TreeSet<>();
        Repository.files().stream()
                .filter(file -> Repository.file("").relativize(file).toString().contains("src/main/java"))
                .map(Path::getFileName)
                .map(Path::toString)
                .filter(name -> name.endsWith(".java") && !OF_EACH.contains(name))
                .filter(name -> !known.add(name))
                .forEach(shared::add);

        assertThat(known).hasSizeGreaterThan(500);
        assertThat(shared).isEmpty();
    }
}
