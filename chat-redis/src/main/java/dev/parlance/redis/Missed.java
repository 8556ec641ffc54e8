package dev.parlance.redis;

import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.Resumption;
import java.util.List;

/**
 * What a reader of a room missed since a position, and how its presence stands.
 *
 * @param version the version of the presence
 * @param announcement the last join or leave as it was published, empty if there was none
 */
record Missed(
        List<Message> messages,
        boolean postsComplete,
        boolean changesComplete,
        Position position,
        long version,
        String announcement) {
    Resumption toResumption() {
        return new Resumption(messages, postsComplete, changesComplete, position);
    }
}
