package dev.parlance.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.parlance.broker.InMemoryBroker;
import dev.parlance.model.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeCallsTest {
    private final NodeCalls calls = new NodeCalls(InMemoryBroker.builder().build());

    @Test
    void whatAListenerThrowsGoesNoFurther() {
        List<String> heard = new ArrayList<>();
        calls.listen("breaks", data -> {
            throw new AssertionError("expected by this test");
        });
        calls.listen("works", data -> heard.add(data.get("what")));
        assertThatCode(() -> calls.called(Signal.of("breaks", Map.of()))).doesNotThrowAnyException();
        calls.called(Signal.of("works", Map.of("what", "this")));
        calls.called(Signal.of("unknown", Map.of()));
        assertThat(heard).containsExactly("this");
    }
}
