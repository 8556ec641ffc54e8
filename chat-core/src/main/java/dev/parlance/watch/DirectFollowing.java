package dev.parlance.watch;

import dev.parlance.host.Deadline;
import dev.parlance.host.EngineContext;
import dev.parlance.host.Pacing;
import dev.parlance.host.Placements;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.Receipt;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomMember;
import dev.parlance.model.RoomMemberPage;
import dev.parlance.model.UserId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Has both of a direct room follow it from its first message on, and again from the next one if they had left it: so nobody sees a room in which nothing was said. It is looked at
 * once a minute and room at the most; what a node that stops, or a store that does not answer, leaves undone comes with the next message. Any thread.
 */
public final class DirectFollowing implements Placements.Observer {
    /** Between two times that it is looked at whether both of a room follow it. */
    static final Duration PAUSE = Duration.ofMinutes(1);
    /** Of how many rooms this node remembers that it was looked at just now; beyond that it is looked at once for each message. */
    static final int MOST = 65_536;

    private final EngineContext context;
    private final Marks marks;
    private final Pacing<RoomId, Said, Void> pacing;

    /** The first message that they may not follow. */
    private record Said(UserId author, Receipt receipt) {}

    public DirectFollowing(EngineContext context, Marks marks) {
        this.context = context;
        this.marks = marks;
        this.pacing = new Pacing<>(
                context.scheduler(), PAUSE, MOST, (first, other) -> first, this::follow, (key, error, before) -> null);
        context.placements().add(this);
    }

    @Override
    public void posted(MessageDraft draft, Receipt receipt) {
        if (draft.roomId().isDirect()) {
            pacing.want(draft.roomId(), new Said(draft.author().id(), receipt));
        }
    }

    @Override
    public void changed(Message before, Message after) {
        // nobody follows a room for what becomes of its messages
    }

    /** Completes when both follow a room of which a message was heard before, as far as that could be had. */
    CompletionStage<Void> settled(RoomId roomId) {
        return pacing.settle(roomId);
    }

    private CompletionStage<Void> follow(RoomId roomId, Said said) {
        return marks.byTheWay(Deadline.within(context, context.broker().roomMembers(roomId, 2, null))
                .thenCompose(both -> follow(both, said)));
    }

    private CompletionStage<Void> follow(RoomMemberPage both, Said said) {
        return CompletableFuture.allOf(both.members().stream()
                .map(RoomMember::userId)
                .map(each -> follow(each, said).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
    }

    /** Who has said it has read it, the other one has not. */
    private CompletionStage<Void> follow(UserId member, Said said) {
        Position place = said.receipt().position();
        int before = member.equals(said.author()) ? 0 : 1;
        return marks.followFrom(
                member,
                said.receipt().roomId(),
                new Position(place.epoch(), place.offset() - before),
                Math.max(0, said.receipt().number() - before));
    }
}
