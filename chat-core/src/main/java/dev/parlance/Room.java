package dev.parlance;

import dev.parlance.broker.Topic;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Presence;
import dev.parlance.model.Receipt;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A room as the host sees it, whether anyone is in it or not. Holds nothing: get one whenever needed. Methods are safe for use by many threads, return at
 * once, and complete on any thread; failed stages carry a {@link ChatException}, or an {@link IllegalStateException} before the engine has started.
 */
public final class Room {
    private final EngineContext context;
    private final RoomId id;

    Room(EngineContext context, RoomId id) {
        this.context = context;
        this.id = id;
    }

    /**
     * Which room.
     *
     * @return its id
     */
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
        try {
            return publish(MessageDraft.builder(id, author, text).build());
        } catch (ChatException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Says something, with all that a draft may carry.
     *
     * @param draft what; of this room
     * @return the receipt, once placed
     */
    public CompletionStage<Receipt> publish(MessageDraft draft) {
        if (!draft.roomId().equals(id)) {
            return CompletableFuture.failedFuture(new ChatException(
                    ErrorCode.BAD_REQUEST, "the draft is for room " + draft.roomId() + ", this is room " + id));
        }
        try {
            return Publishing.place(context, draft, context.rooms().apply(id));
        } catch (ChatException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Tells everyone in the room something in passing: not stored, and lost to whoever is away.
     *
     * @param name what it is called, 1 to 64 characters, not beginning with {@code parlance.}
     * @param data within the bounds of {@link MessageDraft.Builder#metadata}
     * @return completes when handed to the broker
     */
    public CompletionStage<Void> signal(String name, Map<String, String> data) {
        if (name.startsWith("parlance.")) {
            return CompletableFuture.failedFuture(
                    new ChatException(ErrorCode.BAD_REQUEST, "names that begin with parlance. are the engine's"));
        }
        try {
            return context.broker().signal(new Topic.Room(id), Signal.of(name, data));
        } catch (ChatException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Reads a part of the history.
     *
     * @param query which part
     * @return the page; failed with {@link ErrorCode#POSITION_LOST} if the query names an epoch that is not the log's
     */
    public CompletionStage<HistoryPage> history(HistoryQuery query) {
        return context.broker().history(id, query);
    }

    /**
     * Reads who is in the room, over all nodes.
     *
     * @return the members
     */
    public CompletionStage<Presence> members() {
        return context.broker().members(id);
    }
}
