package dev.parlance;

import static java.util.Objects.requireNonNull;

import dev.parlance.broker.MessageChange;
import dev.parlance.broker.Topic;
import dev.parlance.command.Publishing;
import dev.parlance.host.EngineContext;
import dev.parlance.host.Failures;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.MessageId;
import dev.parlance.model.Presence;
import dev.parlance.model.Receipt;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import dev.parlance.policy.ChatLimits;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A room as the host sees it, whether anyone is in it or not. Holds nothing: get one whenever needed. Methods are safe for use by many threads, return at
 * once, and complete on any thread; failed stages carry a {@link ChatException}. A null is refused at once with a {@link NullPointerException} that names the
 * parameter.
 */
public final class Room {
    private final EngineContext context;
    private final RoomId id;

    Room(EngineContext context, RoomId id) {
        this.context = context;
        this.id = id;
    }

    /** {@return which room this is} */
    public RoomId id() {
        return id;
    }

    /**
     * Says something as the system, see {@link ChatEngine.Builder#systemUser}.
     *
     * @param text what
     * @return the receipt, once placed
     */
    public CompletionStage<Receipt> publish(String text) {
        requireNonNull(text, "text");
        return publish(context.systemUser(), text);
    }

    /**
     * Says something as a user, who need not be in the room. Authorizer and interceptors are not asked: the host knows what it says.
     *
     * @param author as whom
     * @param text what
     * @return the receipt, once placed
     */
    public CompletionStage<Receipt> publish(User author, String text) {
        requireNonNull(author, "author");
        requireNonNull(text, "text");
        return Failures.told(
                "publishing", () -> place(MessageDraft.builder(id, author, text).build()));
    }

    /**
     * Says something, with all that a draft may carry.
     *
     * @param draft what; of this room
     * @return the receipt, once placed
     */
    public CompletionStage<Receipt> publish(MessageDraft draft) {
        requireNonNull(draft, "draft");
        return Failures.told("publishing", () -> {
            requireThis(draft.roomId(), "the draft is for room ");
            return place(draft);
        });
    }

    /**
     * Changes a message: its text, metadata or reactions, or deletes it. Authorizer and interceptors are not asked, the limits are.
     *
     * @param next the message as it shall be, made by {@link Message#toBuilder} from its latest state; of this room
     * @return the message with its new change offset; failed with {@link ErrorCode#EDIT_CONFLICT} if it has changed or was deleted meanwhile,
     *     {@link ErrorCode#MESSAGE_NOT_FOUND} if it is not in the history, or was deleted already and would not be afterwards (what is deleted may be deleted
     *     again, from its latest state), {@link ErrorCode#MESSAGE_TOO_LONG} over
     *     {@link ChatLimits#maxMessageLength}, {@link ErrorCode#INVALID_MESSAGE} for what {@link MessageChange#requireOf} refuses: another author, timestamp or
     *     client message id, another text without the time of its edit
     */
    public CompletionStage<Message> change(Message next) {
        requireNonNull(next, "next");
        return Failures.told("changing a message", () -> {
            requireThis(next.roomId(), "the message is of room ");
            Publishing.checkLength(context, next.text());
            MessageChange change = new MessageChange(next);
            return context.broker().message(id, next.position()).thenCompose(stored -> {
                stored.ifPresent(change::requireOf); // if it is gone, the broker says so
                return context.broker().change(change);
            });
        });
    }

    /**
     * Reads a message in its latest state.
     *
     * @param messageId which
     * @return the message, if the history still has it
     */
    public CompletionStage<Optional<Message>> message(MessageId messageId) {
        requireNonNull(messageId, "messageId");
        return Failures.told("reading a message", () -> context.broker().message(id, messageId.position()));
    }

    /**
     * Tells everyone in the room something in passing: not stored, and lost to whoever is away.
     *
     * @param name what it is called, 1 to 64 characters, not beginning with {@code parlance.}
     * @param data within the bounds of {@link MessageDraft.Builder#metadata}
     * @return completes when handed to the broker
     */
    public CompletionStage<Void> signal(String name, Map<String, String> data) {
        requireNonNull(name, "name");
        requireNonNull(data, "data");
        return Failures.told("a signal", () -> {
            if (name.startsWith("parlance.")) {
                throw new ChatException(ErrorCode.BAD_REQUEST, "names that begin with parlance. are the engine's");
            }
            return context.broker().signal(new Topic.Room(id), Signal.of(name, data));
        });
    }

    /**
     * Reads a part of the history.
     *
     * @param query which part
     * @return the page; failed with {@link ErrorCode#POSITION_LOST} if the query names an epoch that is not the log's
     */
    public CompletionStage<HistoryPage> history(HistoryQuery query) {
        requireNonNull(query, "query");
        return Failures.told("reading a history", () -> context.broker().history(id, query));
    }

    /**
     * Reads who is in the room, over all nodes.
     *
     * @return the members
     */
    public CompletionStage<Presence> members() {
        return Failures.told("reading members", () -> context.broker().members(id));
    }

    private CompletionStage<Receipt> place(MessageDraft draft) {
        return Publishing.place(context, draft, context.rooms().apply(id));
    }

    private void requireThis(RoomId named, String what) {
        if (!named.equals(id)) {
            throw new ChatException(ErrorCode.BAD_REQUEST, what + named + ", this is room " + id);
        }
    }
}
