package dev.parlance.redis.log;

import dev.parlance.complaint.Complaints;
import dev.parlance.model.MessageId;
import dev.parlance.model.RoomId;
import dev.parlance.redis.link.Call;
import dev.parlance.redis.link.Names;
import dev.parlance.redis.link.RedisCalls;
import dev.parlance.redis.link.Replies;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what nobody told: a node that was to tell what others added to a message may have died before. Which node that was does not matter, nor whether it had members in that room: what has
 * waited for a whole lease is told by whoever looks first. For any thread.
 */
public final class Untold {
    private static final Logger LOG = LoggerFactory.getLogger(Untold.class);
    private static final Complaints COMPLAINTS = new Complaints(LOG::warn, LOG::error);
    private static final int BATCH = 100;

    private final RedisCalls calls;
    private final Names names;
    private final LogAnnotations annotations;
    private final Duration grace;

    /**
     * Holds nothing itself.
     *
     * @param grace how long whoever is alive has to tell it
     */
    public Untold(RedisCalls calls, Names names, LogAnnotations annotations, Duration grace) {
        this.calls = calls;
        this.names = names;
        this.annotations = annotations;
        this.grace = grace;
    }

    /** Tells all of it, some at a time; never fails, for what could not be told now is told the next time. */
    public CompletionStage<Void> tell() {
        return next().exceptionally(error -> {
            COMPLAINTS.warn("what was added to messages could not be told in the place of a dead node", error);
            return null;
        });
    }

    private CompletionStage<Void> next() {
        Call.Request overdue = (link, firstSent) -> LogScripts.UNTOLD
                .on(names.untold())
                .with("shift", link.shiftMillis())
                .with("grace", grace.toMillis())
                .with("most", BATCH)
                .arguments();
        return calls.ask(overdue, Replies::texts)
                .thenCompose(batch -> all(batch)
                        .thenCompose(done -> batch.size() < BATCH ? CompletableFuture.completedStage(null) : next()));
    }

    private CompletionStage<Void> all(List<String> batch) {
        return CompletableFuture.allOf(
                batch.stream().map(each -> tell(each).toCompletableFuture()).toArray(CompletableFuture[]::new));
    }

    /** A message's id, then its room, which may have any word in its name. */
    private CompletionStage<?> tell(String untold) {
        int space = untold.indexOf(' ');
        MessageId message = new MessageId(untold.substring(0, space));
        return annotations.tell(new RoomId(untold.substring(space + 1)), message.position());
    }
}
