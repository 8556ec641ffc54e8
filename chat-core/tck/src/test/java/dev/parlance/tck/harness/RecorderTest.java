package dev.parlance.tck.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.Topic;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecorderTest {
    private static final RoomId ROOM = new RoomId("room");
    private static final Topic TOPIC = new Topic.Room(ROOM);
    private static final Signal SIGNAL = Signal.of("ping", Map.of());

    private final Recorder recorder = new Recorder(Duration.ofSeconds(10));

    @Test
    void whatIsHeardBetweenSubscribingAndUnsubscribingIsRight() {
        recorder.expect(TOPIC);
        recorder.onSignal(TOPIC, SIGNAL);
        recorder.onGap(ROOM);
        recorder.expectSilence(TOPIC);

        assertThat(recorder.faults()).isEmpty();
        assertThat(recorder.heard(TOPIC).signals(1)).hasSize(1);
        assertThat(recorder.in(ROOM).gaps()).isEqualTo(1);
    }

    @Test
    void whatIsHeardBeforeSubscribingOrAfterUnsubscribingIsAFault() {
        recorder.onSignal(TOPIC, SIGNAL);
        recorder.expect(TOPIC);
        recorder.expectSilence(TOPIC);
        recorder.onGap(ROOM);

        assertThat(recorder.faults()).hasSize(2).allMatch(fault -> fault.contains("not subscribed"));
    }

    @Test
    void twoCallsAtOnceForOneTopicAreAFault() {
        recorder.expect(TOPIC);
        Runnable call = () -> {
            for (int i = 0; i < 100_000 && recorder.faults().isEmpty(); i++) {
                recorder.onSignal(TOPIC, SIGNAL);
            }
        };
        Race.run(Duration.ofSeconds(10), call, call);

        assertThat(recorder.faults()).first().asString().contains("during another call");
    }
}
