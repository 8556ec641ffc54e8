package dev.parlance.command;

import dev.parlance.policy.Action;
import dev.parlance.room.Membership;
import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.ServerReply;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** {@code typing}: the user types, still types, or has stopped. The host is asked once for each stay in a room. */
final class Typing extends Command<ClientCommand.Typing> {
    @SuppressWarnings("NullAway.Init") // check comes first
    private Membership membership;

    private boolean doubted;

    Typing(Gate gate, Session session, ClientCommand.Typing command, long requestId) {
        super(gate, session, command, requestId);
    }

    @Override
    void check() {
        membership = session.require(command().roomId());
    }

    @Override
    boolean isOpenWithoutRecord() {
        return true;
    }

    @Override
    long bytesCaused() {
        return Rates.sent(0, membership.audience());
    }

    @Override
    @Nullable
    Action action() {
        return membership.isAllowedToType() || !command().typing()
                ? null
                : new Action.Type(command().roomId());
    }

    @Override
    public void doubt() {
        doubted = true;
    }

    @Override
    CompletionStage<Void> run() {
        requireStillIn(membership);
        boolean types = command().typing();
        if (types && !doubted) {
            membership.allowTyping();
        }
        membership.typing(types);
        reply(new ServerReply.Done(command().roomId()));
        return DONE;
    }
}
