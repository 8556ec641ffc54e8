package dev.parlance.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.Signal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LinesTest {
    @Test
    void asManyFitAsACallTakesAndAllComeBack() {
        Map<String, String> part = new HashMap<>();
        Lines lines = new Lines(part);
        List<String> added = new ArrayList<>();
        String line = "x".repeat(127);
        while (lines.add(line + added.size() % 10)) {
            added.add(line + added.size() % 10);
        }
        lines.end();
        assertThat(added).hasSize(3 * Lines.TEXTS);
        assertThat(Lines.of(Signal.of("call", part).data())).containsExactlyElementsOf(added);
    }

    @Test
    void whatOnePartDoesNotTakeComesInMore() {
        List<String> all =
                IntStream.range(0, 100).mapToObj(i -> "x".repeat(100) + i).toList();
        List<Map<String, String>> parts = Lines.parts(all.stream());
        assertThat(parts)
                .hasSizeGreaterThan(1)
                .allSatisfy(part -> assertThat(part).hasSizeLessThanOrEqualTo(Lines.TEXTS));
        assertThat(parts.stream().flatMap(Lines::of)).containsExactlyElementsOf(all);
        assertThat(Lines.parts(Stream.empty())).isEmpty();
    }

    @Test
    void noneAreNone() {
        Map<String, String> part = new HashMap<>();
        new Lines(part).end();
        assertThat(part).isEmpty();
        assertThat(Lines.of(part)).isEmpty();
    }
}
