package dev.parlance.command;

import dev.parlance.file.Attaching;
import dev.parlance.host.SlowMode;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Receipt;
import dev.parlance.model.RoomRole;
import dev.parlance.model.UserId;
import dev.parlance.policy.Action;
import dev.parlance.room.Membership;
import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.ServerReply;
import java.time.Duration;
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
                .replyTo(command.replyTo())
                .mentions(command.mentions())
                .mentionsRoom(command.mentionsRoom())
                .attachments(Attaching.announced(command.attachments()))
                .build();
        Publishing.checkLength(context, draft.text());
    }

    @Override
    boolean isOpenWithoutRecord() {
        return true;
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
        if (draft.attachments().isEmpty()) {
            return mentioning(draft);
        }
        return Attaching.files(
                        context, draft.roomId(), draft.author().id(), command().attachments())
                .thenComposeAsync(
                        files -> mentioning(draft.toBuilder().attachments(files).build()), session.onLane());
    }

    private CompletionStage<Void> mentioning(MessageDraft draft) {
        if (!draft.mentionsRoom()) {
            return intercepted(draft);
        }
        return gate.may(draft.author(), new Action.MentionRoom(draft.roomId()))
                .thenComposeAsync(
                        may -> intercepted(
                                may
                                        ? draft
                                        : draft.toBuilder().mentionsRoom(false).build()),
                        session.onLane());
    }

    private CompletionStage<Void> intercepted(MessageDraft said) {
        return context.interceptors().isEmpty()
                ? inTurn(said)
                : Interception.of(context, said).thenComposeAsync(this::inTurn, session.onLane());
    }

    /** In slow mode whoever does not keep the room in order waits for a turn. */
    private CompletionStage<Void> inTurn(MessageDraft decided) {
        Duration slowMode = membership.slowMode();
        if (slowMode == null) {
            place(decided, null);
            return DONE;
        }
        UserId author = decided.author().id();
        return within(context.standings().of(decided.roomId(), author))
                .thenAcceptAsync(
                        standing -> {
                            requireStillIn(membership);
                            boolean waits =
                                    standing.role().filter(RoomRole::keepsOrder).isEmpty();
                            place(decided, waits ? context.slowMode().take(decided.roomId(), author, slowMode) : null);
                        },
                        session.onLane());
    }

    private void place(MessageDraft decided, SlowMode.@Nullable Turn turn) {
        requireStillIn(membership);
        membership.typing(false);
        Publishing.place(context, decided, membership.settings())
                .whenCompleteAsync((receipt, error) -> placed(receipt, error, turn), session.onLane());
    }

    /** Who says something has read what came before. */
    private void marks(Receipt receipt) {
        if (!membership.mayFollow(context.ticker().getAsLong())) {
            return;
        }
        gate.marks.said(draft.author().id(), receipt, sessionId()).whenComplete((count, error) -> {
            boolean follows = count != null && count.isPresent(); // if that can be said now
            if (!follows && !receipt.roomId().isDirect()) { // who is in one of those follows it at once
                session.onLane()
                        .execute(() -> membership.followsNot(context.ticker().getAsLong()));
            }
        });
    }

    private void placed(@Nullable Receipt receipt, @Nullable Throwable error, SlowMode.@Nullable Turn turn) {
        if (receipt != null) {
            reply(new ServerReply.Sent(receipt));
            marks(receipt);
            return;
        }
        if (turn != null) {
            context.slowMode().giveBack(turn);
        }
        fail(error != null ? error : new NullPointerException("the broker returned no receipt"));
    }
}
