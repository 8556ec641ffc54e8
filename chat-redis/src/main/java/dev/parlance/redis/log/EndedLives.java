package dev.parlance.redis.log;

import dev.parlance.broker.LogEndedException;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomId;
import dev.parlance.redis.link.Link;
import dev.parlance.redis.link.Refusals;
import dev.parlance.redis.link.WordReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What is said of the lives of logs that stand in front of an archive. */
final class EndedLives {
    private static final byte[] ENDED = "!ENDED".getBytes(StandardCharsets.US_ASCII);

    private EndedLives() {}

    /** In which life of the store an archived room's events are stored, how many of them are kept, and how long. */
    static String kept(Link link, Retention retention) {
        return link.generation() + "+" + retention.maxMessages() + " "
                + retention.timeToLive().toMillis();
    }

    /** Returns the words of a script's answer, or throws what its refusal means, that of a log without a life too. */
    static WordReader words(RoomId room, @Nullable Object reply) {
        if (reply instanceof byte[] bytes && Arrays.equals(bytes, ENDED)) {
            throw new LogEndedException(room);
        }
        return Refusals.words(reply);
    }
}
