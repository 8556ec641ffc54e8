package dev.parlance.room;

import dev.parlance.complaint.Complaints;
import dev.parlance.host.Deadline;
import dev.parlance.host.EngineContext;
import dev.parlance.host.LatestMessage;
import dev.parlance.host.Pacing;
import dev.parlance.host.Placements;
import dev.parlance.model.ChatException;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.MessageId;
import dev.parlance.model.Receipt;
import dev.parlance.model.RoomId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Tells what others add to messages, reactions and replies: the first of a message at once, what comes within {@link #PAUSE} of its last telling together when that is over, the last for sure. So thousands
 * who react to one message are a handful of events a second. What cannot be told is tried again, after 1 s, 2 s and so on up to a minute. What this node owes when it dies is told by whoever sweeps it. Any
 * thread.
 */
public final class Tellings implements Placements.Observer {
    /** Between two tellings of a message, on this node. */
    static final Duration PAUSE = Duration.ofMillis(200);
    /** Of how many messages this node remembers that they were told just now; beyond that what is added is told at once. */
    static final int MOST = 65_536;

    private static final Duration FIRST_AGAIN = Duration.ofSeconds(1);
    private static final Duration LAST_AGAIN = Duration.ofMinutes(1);
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(Tellings.class.getName()));

    private final EngineContext context;
    private final Pacing<Key, Boolean, Message> pacing;

    public Tellings(EngineContext context) {
        this(context, MOST);
        context.placements().add(this);
    }

    Tellings(EngineContext context, int most) {
        this.context = context;
        this.pacing = new Pacing<>(
                context.scheduler(), PAUSE, most, (one, other) -> one, (key, wanted) -> tell(key), Tellings::again);
    }

    private record Key(RoomId roomId, MessageId messageId) {}

    /**
     * Something was added to a message.
     *
     * @return the message as it was told, with that and perhaps with more; fails as the store does, and then it is told later
     */
    public CompletionStage<Message> after(RoomId roomId, MessageId messageId) {
        return pacing.want(new Key(roomId, messageId), true);
    }

    /** What it answers counts it. */
    @Override
    public void posted(MessageDraft draft, Receipt receipt) {
        answers(draft.roomId(), draft.replyTo().orElse(null));
    }

    @Override
    public void changed(Message before, Message after) {
        if (after.deleted() && !before.deleted()) {
            answers(after.roomId(), after.replyTo().orElse(null));
        }
    }

    private void answers(RoomId roomId, @Nullable MessageId root) {
        if (root != null) {
            after(roomId, root);
        }
    }

    /** Tells at once what waits, for the end of the engine; completes when all of it was tried. */
    public CompletableFuture<Void> flush() {
        return pacing.flush();
    }

    /** Of how many messages something is remembered; for tests. */
    int size() {
        return pacing.size();
    }

    private CompletionStage<Message> tell(Key key) {
        return Deadline.within(
                context,
                context.broker()
                        .tell(key.roomId(), key.messageId().position())
                        .thenCompose(
                                message -> message.<CompletionStage<Message>>map(CompletableFuture::completedFuture)
                                        .orElseGet(() -> LatestMessage.read(context, key.roomId(), key.messageId()))));
    }

    /** Nothing is owed to a message that is not there, or by a store that keeps nothing beside its log. */
    private static @Nullable Duration again(Key key, Throwable error, int before) {
        if (error instanceof ChatException refusal && !refusal.retryable()) {
            return null;
        }
        COMPLAINTS.warn("what was added to a message could not be told, it is tried again", key + ": " + error);
        Duration doubled = FIRST_AGAIN.multipliedBy(1L << Math.min(before, 6));
        return doubled.compareTo(LAST_AGAIN) < 0 ? doubled : LAST_AGAIN;
    }
}
