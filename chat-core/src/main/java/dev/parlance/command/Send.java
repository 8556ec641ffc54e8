package dev.parlance.command;

import dev.parlance.model.MessageDraft;
import dev.parlance.model.Receipt;
import dev.parlance.policy.Action;
import dev.parlance.room.Membership;
import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.ServerReply;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** {@code send_message}: a user's message on its way to the broker, past the host's interceptors. Its answer comes when it is placed. */
final class Send extends Command<ClientCommand.Send> {
    @SuppressWarnings("NullAway.Init") // check comes first
    private Membership membership;

    @SuppressWarnings("NullAway.Init")
    private MessageDraft draft;

    Send(Gate gate, Session session, ClientCommand.Send command, long requestId) {
        super(gate, session, command, requestId);
    }

    @Override
    void check() {
        ClientCommand.Send command = command();
        membership = session.require(command.roomId());
        draft = MessageDraft.builder(command.roomId(), session.user(), command.text())
                .clientMessageId(command.clientMessageId())
                .metadata(command.metadata())
                .build();
        Publishing.checkLength(context, draft.text());
    }

    @Override
    long bytesCaused() {
        return Rates.sent(command().bytes(), membership.audience());
    }

    @Override
    Action action() {
        return new Action.Send(command().roomId());
    }

    /** Completes when the message is on its way, so that messages of a session keep their order. */
    @Override
    CompletionStage<Void> run() {
        if (context.interceptors().isEmpty()) {
            place(draft);
            return DONE;
        }
        return Interception.of(context, draft).thenAcceptAsync(this::place, session.onLane());
    }

    private void place(MessageDraft decided) {
        requireStillIn(membership);
        membership.typing(false);
        Publishing.place(context, decided, membership.settings()).whenCompleteAsync(this::placed, session.onLane());
    }

    private void placed(@Nullable Receipt receipt, @Nullable Throwable error) {
        if (receipt != null) {
            reply(new ServerReply.Sent(receipt));
        } else {
            fail(error != null ? error : new NullPointerException("the broker returned no receipt"));
        }
    }
}
