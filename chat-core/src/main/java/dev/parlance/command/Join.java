package dev.parlance.command;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.Removal;
import dev.parlance.model.Resumption;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.policy.Action;
import dev.parlance.room.LiveRoom;
import dev.parlance.room.Membership;
import dev.parlance.room.Roster;
import dev.parlance.session.Session;
import dev.parlance.transport.ChatSession;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.LongAnswers;
import dev.parlance.transport.OwnReactions;
import dev.parlance.transport.ServerEvent;
import dev.parlance.transport.ServerReply;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * {@code join_room}: hold the room, listen, count the user in, read what was missed, answer, and only then let live events through. Also a join of a room
 * that the session is in already: it reads again what was missed.
 */
final class Join extends Command<ClientCommand.Join> {
    private final RoomId roomId;
    private @Nullable Membership known;
    /** The host took the user out of the room while this was under way. */
    private @Nullable Removal removal;
    /** The host has to be asked again before the room is entered. */
    private boolean doubted;

    Join(Gate gate, Session session, ClientCommand.Join command, long requestId) {
        super(gate, session, command, requestId);
        this.roomId = command.roomId();
    }

    @Override
    public boolean readsLog() {
        return true;
    }

    @Override
    void check() {
        known = session.find(roomId);
        int most = context.limits().maxRoomsPerSession();
        if (known == null && session.roomCount() >= most) {
            throw new ChatException(ErrorCode.TOO_MANY_ROOMS, "a connection may be in " + most + " rooms");
        }
        if (known == null
                && !gate.rates.mayEnter(
                        session, gate.rooms.countOf(session.user().id()))) {
            throw new ChatException(
                    ErrorCode.TOO_MANY_ROOMS,
                    "the connections of a user may be in " + context.limits().maxRoomsPerUser() + " rooms together");
        }
    }

    @Override
    boolean isOpenWithoutRecord() {
        return true;
    }

    /** That notices are gathered saves writes, no bytes: each of them goes to each who is there. */
    @Override
    long bytesCaused() {
        return known == null ? Rates.noticed(gate.rooms.find(roomId), session.user()) : 0;
    }

    @Override
    Action action() {
        return new Action.Join(roomId);
    }

    @Override
    public boolean takenOut(RoomId left, Removal why) {
        boolean isThis = roomId.equals(left);
        if (isThis) {
            removal = why;
        }
        return isThis;
    }

    @Override
    public void doubt() {
        doubted = true;
    }

    @Override
    void refused() {
        if (known != null) {
            session.leave(known, false); // a client takes a join that fails for the end of its stay
        }
    }

    @Override
    CompletionStage<Void> run() {
        requireNotTakenOut();
        return known == null ? enter() : readAgain(known);
    }

    private void requireNotTakenOut() {
        if (removal != null) {
            throw removal.refusal();
        }
    }

    private CompletionStage<Void> enter() {
        if (session.isGone()) {
            return DONE;
        }
        doubted |= context.standings().isUnheard(roomId);
        LiveRoom room = gate.rooms.hold(roomId);
        return entersAfter(within(room.ready()), room);
    }

    private CompletionStage<Void> entersAfter(CompletionStage<?> step, LiveRoom room) {
        return step.handleAsync(
                        (done, error) -> {
                            Throwable refused = error != null || removal == null ? error : removal.refusal();
                            if (refused != null || session.isGone()) {
                                gate.rooms.release(room);
                                return refused == null ? DONE : CompletableFuture.<Void>failedFuture(refused);
                            }
                            if (doubted) { // from here on the session is asked for as one that is in the room
                                doubted = false;
                                return entersAfter(gate.ask(session.user(), action()), room);
                            }
                            return enter(room);
                        },
                        session.onLane())
                .thenCompose(stage -> stage);
    }

    private CompletionStage<Void> enter(LiveRoom room) {
        Membership membership = new Membership(room, session.user(), session.peer());
        session.add(membership);
        return within(membership.enter())
                .handleAsync(
                        (version, error) -> {
                            if (error != null) {
                                session.leave(membership, false);
                                return CompletableFuture.<Void>failedFuture(error);
                            }
                            membership.entered(version);
                            return readAndAnswer(membership);
                        },
                        session.onLane())
                .thenCompose(stage -> stage);
    }

    private CompletionStage<Void> readAgain(Membership membership) {
        membership.hold();
        return readAndAnswer(membership);
    }

    private CompletionStage<Void> readAndAnswer(Membership membership) {
        return readLong(
                        () -> readFor(session.user().id(), membership),
                        read -> bytes(membership, read.read()),
                        read -> finish(membership, read.read(), read.own()))
                .whenComplete((done, error) -> {
                    if (error != null) { // what was held back is lost: better out than with a hole
                        session.leave(membership, false);
                    }
                });
    }

    /** Clients of old are told of no reactions. */
    private CompletionStage<WithOwnReactions<Resumption>> readFor(UserId reader, Membership membership) {
        boolean wantsOwn = requestId() != ChatSession.NO_REPLY;
        return read(membership)
                .thenCompose(missed ->
                        WithOwnReactions.of(context, roomId, reader, missed, wantsOwn ? missed.messages() : List.of()));
    }

    /** What the client missed; without posts complete, the newest messages under the verdict "not recovered". */
    private CompletionStage<Resumption> read(Membership membership) {
        Position since = command().since();
        if (since == null) {
            return newest(membership);
        }
        return context.broker()
                .resume(roomId, since)
                .thenCompose(missed -> isTold(missed) ? CompletableFuture.completedFuture(missed) : newest(membership));
    }

    private static boolean isTold(Resumption missed) {
        return missed.postsComplete() && missed.messages().size() <= HistoryQuery.MAX_LIMIT;
    }

    private CompletionStage<Resumption> newest(Membership membership) {
        int kept = membership.settings().retention().maxMessages();
        int limit = command().limit() == 0 ? kept : Math.min(command().limit(), kept);
        int most = Math.max(1, Math.min(limit, HistoryQuery.MAX_LIMIT));
        return context.broker()
                .history(roomId, HistoryQuery.newest(most))
                .thenApply(page -> new Resumption(page.messages(), false, false, page.position()));
    }

    private static long bytes(Membership membership, Resumption read) {
        return LongAnswers.bytes(read.messages()) + MEMBER_BYTES * membership.presentCount();
    }

    private void finish(Membership membership, Resumption read, OwnReactions own) {
        requireNotTakenOut();
        if (session.isGone() || membership.isOver()) {
            return;
        }
        membership.joinedBare(requestId() == ChatSession.NO_REPLY);
        Roster.Snapshot present = membership.present();
        if (requestId() == ChatSession.NO_REPLY) {
            List<Message> said =
                    read.messages().stream().filter(each -> !each.deleted()).toList();
            session.send(new ServerEvent.MessageHistory(said)); // clients of old would draw empty bubbles
            session.send(new ServerEvent.RoomUsers(present.members()));
        } else {
            boolean recovered = read.postsComplete();
            reply(new ServerReply.Joined(
                    roomId,
                    read.position(),
                    read.messages(),
                    present.members(),
                    recovered,
                    recovered && !read.changesComplete(),
                    own));
        }
        membership.goLive(read.position(), present);
    }
}
