package dev.parlance;

import static java.util.Objects.requireNonNull;

import dev.parlance.broker.MessageChange;
import dev.parlance.broker.MessageLog;
import dev.parlance.broker.Topic;
import dev.parlance.command.Conversation;
import dev.parlance.command.Interception;
import dev.parlance.command.Publishing;
import dev.parlance.file.Attaching;
import dev.parlance.host.EngineContext;
import dev.parlance.host.Failures;
import dev.parlance.model.ActOnMessage;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.MessageEdit;
import dev.parlance.model.MessageId;
import dev.parlance.model.MessagePage;
import dev.parlance.model.Position;
import dev.parlance.model.Presence;
import dev.parlance.model.Reaction;
import dev.parlance.model.Receipt;
import dev.parlance.model.Removal;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomListing;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.Signal;
import dev.parlance.model.UnreadCount;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.model.UserPage;
import dev.parlance.node.Node;
import dev.parlance.policy.ChatLimits;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/**
 * A room as the host sees it, whether anyone is in it or not. Holds nothing: get one whenever needed. Methods are safe for use by many threads, return at
 * once, and complete on any thread; failed stages carry a {@link ChatException}. A null is refused at once with a {@link NullPointerException} that names the
 * parameter.
 */
public final class Room {
    private final EngineContext context;
    private final Node node;
    private final RoomId id;

    Room(EngineContext context, Node node, RoomId id) {
        this.context = context;
        this.node = node;
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
     * Says something as a user's client would, so that what the host passes on of others keeps to the same rules: the interceptors are asked, and may change or refuse it. The authorizer is not,
     * and the author need not be in the room.
     *
     * @param draft what; of this room
     * @return the receipt, once placed; failed as {@code send_message} is
     */
    public CompletionStage<Receipt> submit(MessageDraft draft) {
        requireNonNull(draft, "draft");
        return Failures.told("publishing", () -> {
            requireThis(draft.roomId(), "the draft is for room ");
            Publishing.checkLength(context, draft.text());
            return Interception.of(context, draft).thenCompose(this::place);
        });
    }

    /**
     * Changes a message: its text, metadata, mentions or pin, or deletes it. What others add to it, reactions and replies, stays. Authorizer and interceptors are not asked,
     * the limits are; {@link dev.parlance.policy.ChatListener#acted} hears of it.
     *
     * @param next the message as it shall be, made by {@link Message#toBuilder} from its latest state; of this room
     * @return the message with its new change offset; failed with {@link ErrorCode#EDIT_CONFLICT} if its content has changed or it was deleted meanwhile,
     *     {@link ErrorCode#MESSAGE_NOT_FOUND} if it is not in the history, or was deleted already and would not be afterwards (what is deleted may be deleted
     *     again, from its latest state), {@link ErrorCode#MESSAGE_TOO_LONG} over
     *     {@link ChatLimits#maxMessageLength}, {@link ErrorCode#INVALID_MESSAGE} for what {@link MessageChange#requireOf} refuses: another author, timestamp,
     *     client message id, number or message that it replies to, another text without the time of its edit
     */
    public CompletionStage<Message> change(Message next) {
        requireNonNull(next, "next");
        return Failures.told("changing a message", () -> {
            requireThis(next.roomId(), "the message is of room ");
            Publishing.checkLength(context, next.text());
            MessageChange change = new MessageChange(next);
            return context.broker().message(id, next.position()).thenCompose(stored -> {
                stored.ifPresent(change::requireOf); // if it is gone, the broker says so
                return context.broker().change(change).thenApply(changed -> {
                    stored.ifPresent(before -> context.placements().changed(before, act(before, changed)));
                    return changed;
                });
            });
        });
    }

    private static ActOnMessage act(Message before, Message after) {
        return ActOnMessage.builder(ActOnMessage.Kind.between(before, after), after)
                .build();
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
     * Says something else in the place of what was said, whatever has become of it since it was read, and in whoever's name. Authorizer and interceptors are not asked, the limits are;
     * {@link dev.parlance.policy.ChatListener#acted} hears of it, as of {@link #delete} and {@link #pin}, and that nobody but the host did so.
     *
     * @param messageId which message
     * @param edit what of it shall be another
     * @return the message as it is stored now; failed with {@link ErrorCode#MESSAGE_NOT_FOUND} if it is not in the history or was deleted, {@link ErrorCode#EDIT_CONFLICT} if it was edited since
     *     {@link MessageEdit#ifEditedAt}, or others change it in the same moment, which is retryable then, {@link ErrorCode#MESSAGE_TOO_LONG} over {@link ChatLimits#maxMessageLength}
     */
    public CompletionStage<Message> edit(MessageId messageId, MessageEdit edit) {
        requireNonNull(messageId, "messageId");
        requireNonNull(edit, "edit");
        return Failures.told("editing a message", () -> {
            edit.text().ifPresent(text -> Publishing.checkLength(context, text));
            return talk().change(id, messageId, seen -> talk().edited(seen, edit), ActOnMessage.Kind.EDITED);
        });
    }

    /**
     * Takes back what was said, as {@link #edit} changes it. What is deleted already stays so, is a success and told to nobody.
     *
     * @param messageId which message
     * @return what is left of it: its place, its time and its author; failed with {@link ErrorCode#MESSAGE_NOT_FOUND} if it is not in the history
     */
    public CompletionStage<Message> delete(MessageId messageId) {
        requireNonNull(messageId, "messageId");
        return Failures.told(
                "deleting a message",
                () -> talk().change(id, messageId, Conversation::deleted, ActOnMessage.Kind.DELETED));
    }

    /**
     * Pins a message, or does so no more, as {@link #edit} changes it. What is so already stays so, is a success and told to nobody.
     *
     * @param messageId which message
     * @param on whether it is pinned from now on
     * @return the message as it is stored now; failed with {@link ErrorCode#MESSAGE_NOT_FOUND} if it is not in the history, or is to be pinned and was deleted, {@link ErrorCode#TOO_MANY_PINS} for one
     *     more than {@value MessageLog#MAX_PINS} in the room
     */
    public CompletionStage<Message> pin(MessageId messageId, boolean on) {
        requireNonNull(messageId, "messageId");
        ActOnMessage.Kind kind = on ? ActOnMessage.Kind.PINNED : ActOnMessage.Kind.UNPINNED;
        return Failures.told(
                "pinning a message", () -> talk().change(id, messageId, seen -> talk().pinned(seen, on), kind));
    }

    /**
     * Reads what is pinned.
     *
     * @return all of it that the history has, pinned last first, at most {@value MessageLog#MAX_PINS}
     */
    public CompletionStage<MessagePage> pins() {
        return Failures.told("reading pins", () -> talk().pins(id));
    }

    /**
     * Adds a user's reaction to a message, or takes it back. The authorizer is not asked, and the user need not be in the room. What is so already stays so, is a success and told to nobody; else
     * {@link dev.parlance.policy.ChatListener#acted} hears that the user did it, by no session.
     *
     * @param user whose reaction
     * @param messageId to which message
     * @param emoji with what, within the bounds of {@link Reaction}
     * @param on whether it is there from now on
     * @return the message as it was told to the room, which is at once or, if it was told of others just now, within 0.2 s, with what others added in the same moment. Of two for one user the later one
     *     holds if it is asked for when the earlier one has completed. Failed with {@link ErrorCode#MESSAGE_NOT_FOUND} if it is not in the history or was deleted, {@link ErrorCode#TOO_MANY_REACTIONS} for one
     *     kind more than {@value Message#MAX_REACTIONS} or one reaction more than {@value Message#MAX_REACTORS}, {@link ErrorCode#INVALID_MESSAGE} for another emoji; if it fails as the store does after it
     *     was kept it is told later, and trying again is safe
     */
    public CompletionStage<Message> react(User user, MessageId messageId, String emoji, boolean on) {
        requireNonNull(user, "user");
        requireNonNull(messageId, "messageId");
        requireNonNull(emoji, "emoji");
        return Failures.told("reacting", () -> {
            Reaction reaction = new Reaction(emoji, user.id(), on);
            return talk().react(id, messageId, reaction, new Conversation.Doer(user, null))
                    .thenCompose(Conversation.Reacted::told);
        });
    }

    /**
     * Reads who reacted to a message with something, told already or not.
     *
     * @param messageId which message
     * @param emoji with what
     * @param limit how many at most, 1 to {@value UserPage#MAX_LIMIT}
     * @return the page, in the order of the users' ids, empty for a message that the history does not have; failed with {@link ErrorCode#BAD_REQUEST} for another limit
     */
    public CompletionStage<UserPage> reactions(MessageId messageId, String emoji, int limit) {
        requireNonNull(messageId, "messageId");
        requireNonNull(emoji, "emoji");
        return Failures.told("reading reactions", () -> talk().reactors(id, messageId, emoji, limit, null));
    }

    /**
     * Reads the users that follow on a page of {@link #reactions(MessageId, String, int)}.
     *
     * @param messageId as there
     * @param emoji as there
     * @param limit as there
     * @param after the last one of the page before, who need not be among them any more
     * @return as there
     */
    public CompletionStage<UserPage> reactions(MessageId messageId, String emoji, int limit, UserId after) {
        requireNonNull(messageId, "messageId");
        requireNonNull(emoji, "emoji");
        requireNonNull(after, "after");
        return Failures.told("reading reactions", () -> talk().reactors(id, messageId, emoji, limit, after));
    }

    /**
     * Reads what answers a message ({@link MessageDraft.Builder#replyTo}) and was not deleted.
     *
     * @param messageId which message
     * @param limit how many at most, 1 to {@value HistoryQuery#MAX_LIMIT}
     * @param after the offset of the answer behind which to begin, the last one of the page before; 0 for the first
     * @return the page, oldest first, empty for a message that the history does not have; failed with {@link ErrorCode#BAD_REQUEST} for another limit, or a negative offset
     */
    public CompletionStage<MessagePage> replies(MessageId messageId, int limit, long after) {
        requireNonNull(messageId, "messageId");
        return Failures.told("reading replies", () -> talk().replies(id, messageId, limit, after));
    }

    /**
     * Reads who has read a message: whose mark is at it or behind it.
     *
     * @param messageId which message
     * @param limit how many at most, 1 to {@value UserPage#MAX_LIMIT}
     * @return the page, in the order of the users' ids; it may be short of the limit although there are more, but then it is not empty. Failed with {@link ErrorCode#BAD_REQUEST} for another limit
     */
    public CompletionStage<UserPage> readers(MessageId messageId, int limit) {
        requireNonNull(messageId, "messageId");
        return Failures.told("reading readers", () -> talk().readers(id, messageId, limit, null));
    }

    /**
     * Reads the users that follow on a page of {@link #readers(MessageId, int)}.
     *
     * @param messageId as there
     * @param limit as there
     * @param after the last one of the page before
     * @return as there
     */
    public CompletionStage<UserPage> readers(MessageId messageId, int limit, UserId after) {
        requireNonNull(messageId, "messageId");
        requireNonNull(after, "after");
        return Failures.told("reading readers", () -> talk().readers(id, messageId, limit, after));
    }

    /**
     * Says that a user has read the room up to a position, and follows it. A mark goes forward alone. The authorizer is not asked; {@link dev.parlance.policy.ChatListener#marked} hears of it, by no
     * session, and so do the user's devices.
     *
     * @param userId who
     * @param upTo up to where
     * @return the mark as it is now and what is behind it, once written, within a second: that of before if it was further. Failed with {@link ErrorCode#POSITION_LOST} for a user without a mark if that is
     *     a position of a log that was lost, {@link ErrorCode#TOO_MANY_ROOMS} for one room more than {@link ChatLimits#maxFollowedRooms}
     */
    public CompletionStage<UnreadCount> mark(UserId userId, Position upTo) {
        requireNonNull(userId, "userId");
        requireNonNull(upTo, "upTo");
        return Failures.told("marking", () -> node.marks().read(userId, id, upTo, OptionalLong.empty(), null));
    }

    /**
     * Says that a user wants to come again to what is behind a position, as {@link #mark} says what was read.
     *
     * @param userId who
     * @param behind behind what all is to be unread
     * @return as of {@link #mark}
     */
    public CompletionStage<UnreadCount> markUnread(UserId userId, Position behind) {
        requireNonNull(userId, "userId");
        requireNonNull(behind, "behind");
        return Failures.told("marking", () -> node.marks().unread(userId, id, behind, OptionalLong.empty(), null));
    }

    /**
     * Has a user follow the room, with nothing of it unread if that is new. The authorizer is not asked.
     *
     * @param userId who
     * @return the mark as it is now and what is behind it; failed with {@link ErrorCode#TOO_MANY_ROOMS} for one room more than {@link ChatLimits#maxFollowedRooms}
     */
    public CompletionStage<UnreadCount> follow(UserId userId) {
        requireNonNull(userId, "userId");
        return Failures.told("following", () -> node.marks().follow(userId, id, null));
    }

    /**
     * Has a user follow the room no more, if the user did: the mark and what mentions the user there are gone. {@link dev.parlance.policy.ChatListener#unfollowed} hears of it.
     *
     * @param userId who
     * @return completes when it is so
     */
    public CompletionStage<Void> unfollow(UserId userId) {
        requireNonNull(userId, "userId");
        return Failures.told("unfollowing", () -> node.marks().unfollow(userId, id, null));
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

    /**
     * Counts who is in the room, over all nodes.
     *
     * @return a listing of this room alone, empty if nobody is in it; otherwise as {@link ChatEngine#rooms}
     */
    public CompletionStage<RoomListing> info() {
        return Failures.told("counting a room", () -> node.roomCalls().of(id));
    }

    /**
     * Reads what the room is known for; {@link dev.parlance.broker.RoomDirectory} has what else can be done with it.
     *
     * @return the record, if the room has one
     */
    public CompletionStage<Optional<RoomRecord>> record() {
        return Failures.told("reading a room's record", () -> context.broker().room(id));
    }

    /**
     * Takes a user out of the room, on all nodes at once: each of the user's sessions leaves it without a grace, a join that is under way is refused, and the client is told
     * ({@code removed_from_room}; one that joined without wanting an answer by an {@code error}). The user may join again if the {@link dev.parlance.policy.Authorizer} lets
     * them: whoever is to stay away has lost the right before this is called.
     *
     * @param userId whom; need not be in the room
     * @param reason in words, for the user; at most {@value Removal#MAX_REASON} characters, none of them control or bidi; empty for none
     * @return completes when no node says anything of the room to the user any more, so that nothing more is heard once what was sent before has arrived; that the user left is told to the others
     *     soon. Failed with {@link ErrorCode#BROKER_UNAVAILABLE} if a node did not say in time (5 s) that it has done so: it has, if it heard it, and calling again is safe. A node that
     *     died without a word makes this fail for 20 s, as long as it may be alive
     */
    public CompletionStage<Void> remove(UserId userId, String reason) {
        requireNonNull(userId, "userId");
        requireNonNull(reason, "reason");
        return Failures.told(
                "removing a user", () -> node.removals().takeOut(id, userId, Removal.of(Removal.Kind.KICK, reason)));
    }

    /**
     * Takes everybody out of the room, as {@link #remove} does one user. Who may join stays as it is, and so does the history: to keep a room closed is the
     * {@link dev.parlance.policy.Authorizer}'s.
     *
     * @param reason as of {@link #remove}
     * @return completes, or fails, as {@link #remove}
     */
    public CompletionStage<Void> close(String reason) {
        requireNonNull(reason, "reason");
        return Failures.told(
                "closing a room", () -> node.removals().takeOut(id, null, Removal.of(Removal.Kind.CLOSE, reason)));
    }

    private Conversation talk() {
        return node.conversation();
    }

    private CompletionStage<Receipt> place(MessageDraft draft) {
        if (draft.attachments().isEmpty()) {
            return Publishing.place(context, draft, context.rooms().apply(id));
        }
        return Attaching.kept(context, draft)
                .thenCompose(
                        kept -> Publishing.place(context, draft, context.rooms().apply(id)));
    }

    private void requireThis(RoomId named, String what) {
        if (!named.equals(id)) {
            throw new ChatException(ErrorCode.BAD_REQUEST, what + named + ", this is room " + id);
        }
    }
}
