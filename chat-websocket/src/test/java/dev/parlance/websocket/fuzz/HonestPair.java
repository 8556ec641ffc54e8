package dev.parlance.websocket.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.RawClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Two who talk without a pause: each message is heard, once and in order, before the next is said. */
final class HonestPair {
    private final RawClient ada;
    private final RawClient bo;
    private final List<Long> micros = new ArrayList<>();

    HonestPair(RawClient ada, RawClient bo) {
        this.ada = ada;
        this.bo = bo;
    }

    void exchange() throws IOException {
        int number = micros.size();
        long began = System.nanoTime();
        ada.text("{\"event\":\"send_message\",\"data\":{\"roomId\":\"honest\",\"message\":\"number " + number + "\"}}");
        for (RawClient each : List.of(bo, ada)) {
            String heard = each.readText(text -> !text.startsWith("{\"id\""));
            assertThat(heard).startsWith("{\"event\":\"message\"").contains("\"number " + number + "\"");
        }
        micros.add(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - began));
    }

    int said() {
        return micros.size();
    }

    /** How long an exchange took that was slower than all but one in a hundred. */
    long slowMillis() {
        List<Long> sorted = new ArrayList<>(micros);
        Collections.sort(sorted);
        return sorted.get(sorted.size() * 99 / 100) / 1000;
    }

    long slowestMillis() {
        return Collections.max(micros) / 1000;
    }
}
