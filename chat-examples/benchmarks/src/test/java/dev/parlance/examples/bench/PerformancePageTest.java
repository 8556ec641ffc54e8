package dev.parlance.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.parlance.examples.bench.attack.Attacks;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** docs/PERFORMANCE.md against the program that it is about. */
class PerformancePageTest {
    private String page = "";

    @BeforeEach
    void read() throws IOException {
        page = Files.readString(Path.of("..", "..", "docs", "PERFORMANCE.md"));
    }

    @Test
    void itsCommandsAreUnderstood() {
        List<String> commands = page.lines()
                .filter(line -> line.startsWith("$LOAD "))
                .map(line -> line.replaceAll("\\$(PID|ONE|TWO)", "1").replace(" &", ""))
                .toList();
        assertThat(commands)
                .hasSizeGreaterThan(3)
                .allSatisfy(command -> assertThatCode(() -> LoadTest.commandLine()
                                .parseArgs(command.substring("$LOAD ".length()).split(" ")))
                        .doesNotThrowAnyException());
    }

    @Test
    void itsTalkIsUnderstood() {
        assertThat(page.lines().filter(line -> line.startsWith("$TALK ")))
                .isNotEmpty()
                .allSatisfy(command -> assertThatCode(() -> TalkLoad.commandLine()
                                .parseArgs(command.substring("$TALK ".length())
                                        .replaceAll("\\$(ONE|TWO)", "1")
                                        .split(" ")))
                        .doesNotThrowAnyException());
    }

    @Test
    void itsAttacksAreUnderstood() {
        assertThat(page.lines().filter(line -> line.startsWith("$ATTACKS ")))
                .hasSizeGreaterThan(3)
                .allSatisfy(command -> assertThatCode(() -> Attacks.commandLine()
                                .parseArgs(
                                        command.substring("$ATTACKS ".length()).split(" ")))
                        .doesNotThrowAnyException());
    }

    @Test
    void itExplainsEveryFieldOfTheResult() {
        assertThat(Stream.of(LoadResult.class.getRecordComponents()).map(PerformancePageTest::field))
                .allSatisfy(field -> assertThat(page).contains("`" + field + "`"));
    }

    private static String field(RecordComponent component) {
        return component.getName().replaceAll("[A-Z]", "_$0").toLowerCase(Locale.ROOT);
    }
}
