package dev.parlance.tck.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.HistoryPage;
import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.Resumption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A client that is away again and again, and knows of a room what it was told when it came: in the end the same as the history. */
final class ClientModel {
    private final Map<Long, Message> shown = new TreeMap<>();
    private @Nullable Position seen;

    /** Up to where it has seen the room. */
    Optional<Position> seen() {
        return Optional.ofNullable(seen);
    }

    /** Begins anew. */
    void comes(HistoryPage newest) {
        shown.clear();
        show(newest.messages());
        seen = newest.position();
    }

    /** Goes on where it was. */
    void comes(Resumption missed) {
        show(missed.messages());
        seen = missed.position();
    }

    private void show(List<Message> messages) {
        messages.forEach(message -> shown.put(message.position().offset(), message));
    }

    /** All that is there it has as it is; what the history has forgotten it may have as it was. */
    void check(HistoryPage all) {
        all.messages()
                .forEach(message -> assertThat(shown.get(message.position().offset()))
                        .as("what a client has of a message that is there")
                        .isEqualTo(message));
        assertThat(seen).as("where a client stands").isEqualTo(all.position());
    }
}
