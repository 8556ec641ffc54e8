package dev.parlance.protocol.words;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.FileId;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.MessageEdit;
import dev.parlance.model.MessageId;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.model.UserPage;
import dev.parlance.transport.ClientCommand;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a client asks of messages, new ones and those that are there. Of an edit a field that is not there stays as it was, one that is null goes. */
final class ConversationReader {
    private static final int DEFAULT_LIMIT = 50;

    private ConversationReader() {}

    static MessageId messageId(Fields data) {
        return new MessageId(data.text("id"));
    }

    static ClientCommand send(RoomId roomId, Fields data) {
        return new ClientCommand.Send(
                roomId,
                data.text("message"),
                data.optionalText("clientMessageId"),
                data.texts("metadata"),
                replyTo(data),
                mentions(data),
                data.truth("mentionsRoom", false),
                files(data));
    }

    static ClientCommand edit(RoomId roomId, Fields data) {
        return new ClientCommand.EditMessage(
                roomId, messageId(data), edit(data), data.isNamed("attachments") ? files(data) : null);
    }

    private static List<FileId> files(Fields data) {
        return data.isNamed("attachments")
                ? data.textList("attachments").stream().map(FileId::new).toList()
                : List.of();
    }

    /** Whether there is such a message nobody asks: it may be gone when somebody reads the answer. */
    private static @Nullable MessageId replyTo(Fields data) {
        String id = data.optionalText("replyTo");
        try {
            return id == null ? null : new MessageId(id);
        } catch (ChatException e) {
            throw new ChatException(ErrorCode.INVALID_MESSAGE, "replyTo must be the id of a message");
        }
    }

    static ClientCommand react(RoomId roomId, Fields data) {
        return new ClientCommand.React(roomId, messageId(data), data.text("emoji"), data.truth("on"));
    }

    static ClientCommand reactions(RoomId roomId, Fields data) {
        return new ClientCommand.ReadReactions(
                roomId, messageId(data), data.text("emoji"), limit(data, UserPage.MAX_LIMIT), afterUser(data));
    }

    static ClientCommand readers(RoomId roomId, Fields data) {
        return new ClientCommand.ReadReaders(roomId, messageId(data), limit(data, UserPage.MAX_LIMIT), afterUser(data));
    }

    private static @Nullable UserId afterUser(Fields data) {
        String after = data.optionalText("after");
        return after == null ? null : new UserId(after);
    }

    static ClientCommand replies(RoomId roomId, Fields data) {
        long after = data.wholeNumber("after", 0, Fields.MAX_WHOLE_NUMBER);
        return new ClientCommand.ReadReplies(
                roomId, messageId(data), limit(data, HistoryQuery.MAX_LIMIT), Math.max(0, after));
    }

    private static int limit(Fields data, int most) {
        long limit = data.wholeNumber("limit", 1, most);
        return limit < 0 ? DEFAULT_LIMIT : (int) limit;
    }

    static ClientCommand pin(RoomId roomId, Fields data) {
        return new ClientCommand.PinMessage(roomId, messageId(data), data.truth("on"));
    }

    static MessageEdit edit(Fields data) {
        MessageEdit.Builder edit = MessageEdit.builder();
        if (data.isNamed("message")) {
            edit.text(data.text("message"));
        }
        if (data.isNamed("mentions")) {
            edit.mentions(mentions(data));
        }
        if (data.isNamed("mentionsRoom")) {
            edit.mentionsRoom(data.truth("mentionsRoom", false));
        }
        if (data.isNamed("metadata")) {
            edit.metadata(data.texts("metadata"));
        }
        if (data.isNamed("attachments")) {
            edit.attachments(List.of()); // which ones is for whoever knows the files
        }
        long seen = data.wholeNumber("ifEditedAt", 0, Fields.MAX_WHOLE_NUMBER);
        edit.ifEditedAt(seen < 0 ? null : Instant.ofEpochMilli(seen));
        return edit.build();
    }

    private static List<UserId> mentions(Fields data) {
        return data.textList("mentions").stream().map(UserId::new).toList();
    }
}
