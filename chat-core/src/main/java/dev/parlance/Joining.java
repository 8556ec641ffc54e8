package dev.parlance;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Position;
import dev.parlance.model.Resumption;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.transport.ChatSession;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.ServerEvent;
import dev.parlance.transport.ServerReply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One join: ask the host, hold the room, listen, count the user in, read what was missed, answer, and only then let live events through. Also
 * a join of a room that the session is in already: it reads again what was missed.
 */
final class Joining {
    private final Session session;
    private final ChatEngine engine;
    private final EngineContext context;
    private final ClientCommand.Join command;
    private final RoomId roomId;
    private final long requestId;

    Joining(Session session, ChatEngine engine, EngineContext context, ClientCommand.Join command, long requestId) {
        this.session = session;
        this.engine = engine;
        this.context = context;
        this.command = command;
        this.roomId = command.roomId();
        this.requestId = requestId;
    }

    CompletableFuture<Void> begin(User user) {
        Member known = session.find(roomId);
        if (known == null && session.members().size() >= context.limits().maxRoomsPerSession()) {
            throw new ChatException(
                    ErrorCode.TOO_MANY_ROOMS,
                    "a connection may be in " + context.limits().maxRoomsPerSession() + " rooms");
        }
        return context.policies()
                .ask(
                        context.authorizer(),
                        () -> context.authorizer().mayJoin(user, roomId).thenApply(allowed -> {
                            if (!allowed) {
                                throw new ChatException(ErrorCode.FORBIDDEN, "you may not join this room");
                            }
                            return true;
                        }))
                .thenComposeAsync(allowed -> known == null ? enter(user) : readAgain(known), session.onLane)
                .handleAsync(
                        (done, error) -> {
                            if (error != null) {
                                session.fail(command, requestId, error);
                            }
                            return null;
                        },
                        session.onLane);
    }

    private CompletionStage<Void> enter(User user) {
        if (session.isGone()) {
            return Session.DONE;
        }
        LiveRoom room = engine.rooms().hold(roomId);
        return Deadline.within(context, room.ready)
                .handleAsync(
                        (ready, error) -> {
                            if (error != null || session.isGone()) {
                                engine.rooms().release(room);
                                return error == null ? Session.DONE : CompletableFuture.<Void>failedFuture(error);
                            }
                            return enter(user, room);
                        },
                        session.onLane)
                .thenCompose(stage -> stage);
    }

    private CompletionStage<Void> enter(User user, LiveRoom room) {
        MemberGroup group = room.group(session.peer.rounds, session.peer.encoder);
        Member member = new Member(room, user, group, session.peer);
        group.add(member);
        session.members().add(member);
        context.listener().tell(listener -> listener.joined(roomId, user));
        CompletableFuture<Long> entered = room.localUsers.enter(user).toCompletableFuture();
        return Deadline.within(context, entered.thenCompose(version -> read()))
                .handleAsync(
                        (read, error) -> {
                            if (error != null) {
                                session.drop(member, false);
                                return CompletableFuture.<Void>failedFuture(error);
                            }
                            member.entered = entered.join(); // it has completed
                            return session.whenWritable(() -> finish(member, read));
                        },
                        session.onLane)
                .thenCompose(stage -> stage);
    }

    private CompletionStage<Void> readAgain(Member member) {
        member.hold();
        return Deadline.within(context, read())
                .handleAsync(
                        (read, error) -> {
                            if (error != null) {
                                session.drop(member, false); // what was held back is lost: better out than with a hole
                                return CompletableFuture.<Void>failedFuture(error);
                            }
                            return session.whenWritable(() -> finish(member, read));
                        },
                        session.onLane)
                .thenCompose(stage -> stage);
    }

    /** What the client missed; without posts complete, the newest messages under the verdict "not recovered". */
    private CompletionStage<Resumption> read() {
        Position since = command.since();
        if (since == null) {
            return newest();
        }
        return context.broker()
                .resume(roomId, since)
                .thenCompose(missed -> isTold(missed) ? CompletableFuture.completedFuture(missed) : newest());
    }

    private static boolean isTold(Resumption missed) {
        return missed.postsComplete() && missed.messages().size() <= HistoryQuery.MAX_LIMIT;
    }

    private CompletionStage<Resumption> newest() {
        int kept = context.rooms().apply(roomId).retention().maxMessages();
        int limit = command.limit() == 0 ? kept : Math.min(command.limit(), kept);
        int most = Math.max(1, Math.min(limit, HistoryQuery.MAX_LIMIT));
        return context.broker()
                .history(roomId, HistoryQuery.newest(most))
                .thenApply(page -> new Resumption(page.messages(), false, false, page.position()));
    }

    private void finish(Member member, Resumption read) {
        if (session.isGone() || member.gone) {
            return;
        }
        Roster.Snapshot presence = member.room.roster.snapshot(member.user, member.entered);
        if (requestId == ChatSession.NO_REPLY) {
            session.send(new ServerEvent.MessageHistory(read.messages()));
            session.send(new ServerEvent.RoomUsers(presence.members()));
        } else {
            boolean recovered = read.postsComplete();
            session.reply(
                    requestId,
                    new ServerReply.Joined(
                            roomId,
                            read.position(),
                            read.messages(),
                            presence.members(),
                            recovered,
                            recovered && !read.changesComplete()));
        }
        member.goLive(read.position(), presence.announced());
    }
}
