package dev.parlance.command;

import static java.util.Objects.requireNonNull;

import dev.parlance.host.Failures;
import dev.parlance.host.Login;
import dev.parlance.model.ChatException;
import dev.parlance.model.User;
import dev.parlance.policy.Metered;
import dev.parlance.room.Membership;
import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.ServerReply;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** {@code authenticate}: the client says who it is; again, it renews that, maybe under another name. */
final class Authenticate extends Command<ClientCommand.Authenticate> {
    Authenticate(Gate gate, Session session, ClientCommand.Authenticate command, long requestId) {
        super(gate, session, command, requestId);
    }

    @Override
    boolean isForStrangers() {
        return true;
    }

    /** Asked for once the host has said who it is. */
    @Override
    long bytesCaused() {
        return 0;
    }

    @Override
    void check() {
        session.identity().checkMayTry();
    }

    @Override
    CompletionStage<Void> run() {
        return session.identity()
                .ask(command().credentials())
                .handleAsync(this::answered, session.onLane())
                .thenCompose(isRenewed -> isRenewed ? askedAnew() : DONE);
    }

    /** The user may have other roles now. What was sent behind this waits, so a client renews no faster than the host decides. */
    private CompletionStage<Void> askedAnew() {
        return gate.recheck.of(session).thenApply(undecided -> null);
    }

    /** Returns whether a login was renewed. */
    private boolean answered(@Nullable User user, @Nullable Throwable error) {
        session.identity().answered();
        if (session.isGone()) {
            return false;
        }
        ChatException refusal = error != null
                ? Failures.toldAs(error, command().event())
                : session.identity().refusal(user);
        if (refusal != null || user == null) {
            refuse(requireNonNull(refusal));
        } else {
            boolean isRenewed = session.isOf(user.id());
            ChatException tooMuch = isRenewed ? refusalOfName(user) : null;
            if (tooMuch != null) {
                fail(tooMuch);
                session.identity().notRenewed();
                return false;
            }
            session.become(user);
            reply(new ServerReply.Authenticated(user));
            return isRenewed;
        }
        return false;
    }

    /** A new name is told in all rooms; only then it is known that it is one. */
    private @Nullable ChatException refusalOfName(User now) {
        long caused = 0;
        for (Membership each : session.memberships()) {
            caused += Rates.noticed(gate.rooms.find(each.roomId()), now);
        }
        return caused == 0
                ? null
                : gate.rates.take(
                        session, Metered.BYTES_OUT, caused, context.ticker().getAsLong());
    }

    private void refuse(ChatException error) {
        Login.report(context, error, session.remoteAddress());
        fail(error);
        session.identity().refused(error);
    }
}
