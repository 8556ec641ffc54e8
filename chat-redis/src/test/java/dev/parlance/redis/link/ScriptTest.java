package dev.parlance.redis.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlance.redis.log.LogScripts;
import dev.parlance.redis.presence.PresenceScripts;
import dev.parlance.redis.state.KeptState;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What callers give and what scripts take are paired by names, of which each script's header is the one list. */
class ScriptTest {
    private static final Script SAMPLE = Script.of(ScriptTest.class, "sample");
    private static final Script SEVERAL = Script.of(ScriptTest.class, "several");
    private static final Key ONE = new Key("one", "chat:1");
    private static final Key TWO = new Key("two", "chat:2");

    static Stream<Script> scripts() {
        return Stream.of(LogScripts.ALL, PresenceScripts.ALL, KeptState.SCRIPTS, List.of(StoreFacts.BEGIN))
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void aScriptUsesAllThatItTakesAndTakesNothingByItsNumber(Script script) {
        String body = script.text()
                .lines()
                .skip(3)
                .map(line -> line.replaceFirst("--.*", ""))
                .reduce("", (a, b) -> a + "\n" + b);

        Stream.of(script.keys(), script.arguments())
                .flatMap(fields -> fields.names().stream().limit(fields.names().size() - fields.open()))
                .forEach(name -> assertThat(body).as(script.name()).containsPattern("\\b" + name + "\\b"));
        assertThat(body).as(script.name()).doesNotContainPattern("(KEYS|ARGV)\\[\\d+\\]");
        assertThat(script.text()).as(script.name()).doesNotContain("--> ");
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void thereIsOneClock(Script script) {
        assertThat(Pattern.compile("'TIME'").matcher(script.text()).results().count())
                .as(script.name())
                .isLessThanOrEqualTo(1);
    }

    @Test
    void namesAndChaptersArePutIn() {
        assertThat(SAMPLE.text()).startsWith("""
                local call = redis.call
                local one, two = KEYS[1], KEYS[2]
                local shift, first, second = ARGV[1], ARGV[2], ARGV[3]
                """).contains("call('TIME')");
    }

    @Test
    void whatIsGivenInOrderGoesOut() {
        assertThat(SAMPLE.on(ONE, TWO)
                        .with("shift", 0)
                        .with("first", "1")
                        .arguments()
                        .size())
                .isEqualTo("EVALSHA sha 2 one two shift first".split(" ").length);
    }

    @Test
    void whatIsAskedOfSeveralIsGivenForEachInTurn() {
        ScriptCall call = SEVERAL.on(ONE, TWO, ONE, TWO).with("shift", 0);
        call.with("first", "1").with("second", "2").with("first", "3").with("second", "4");

        assertThat(call.arguments().size())
                .isEqualTo("EVALSHA sha 4 one two one two shift first second first second".split(" ").length);
        assertThatThrownBy(() -> SEVERAL.on(ONE, TWO, TWO)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> SEVERAL.on(ONE, TWO, ONE)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> call.with("second", "5")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aKeyAtAnothersPlaceIsRefused() {
        assertThatThrownBy(() -> SAMPLE.on(TWO, ONE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("sample.lua takes no two as number 1 of its KEYS: [one, two]");
    }

    @Test
    void anArgumentAtAnothersPlaceIsRefused() {
        ScriptCall call = SAMPLE.on(ONE, TWO).with("shift", 0);

        assertThatThrownBy(() -> call.with("second", "2"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("sample.lua takes no second as number 2 of its ARGV: [shift, first, second]");
    }

    @Test
    void whatLacksIsNoticedBeforeAnythingIsSent() {
        assertThatThrownBy(() -> SAMPLE.on(ONE)).hasMessage("sample.lua was given 1 of its KEYS: [one, two]");
        assertThatThrownBy(() -> SAMPLE.on(ONE, TWO).with("shift", 0).arguments())
                .hasMessage("sample.lua was given 1 of its ARGV: [shift, first, second]");
    }

    @Test
    void moreThanThereIsPlaceForIsRefused() {
        ScriptCall full =
                SAMPLE.on(ONE, TWO).with("shift", 0).with("first", "1").with("second", "2");

        assertThatThrownBy(() -> full.with("second", "3")).isInstanceOf(IllegalStateException.class);
    }
}
