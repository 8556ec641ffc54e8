package dev.parlance.protocol.words;

import dev.parlance.model.MessageEdit;
import dev.parlance.model.MessageId;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.transport.ClientCommand;
import java.time.Instant;
import java.util.List;

/** Reads what a client asks of messages that are there. Of an edit a field that is not there stays as it was, one that is null goes. */
final class ConversationReader {
    private ConversationReader() {}

    static MessageId messageId(Fields data) {
        return new MessageId(data.text("id"));
    }

    static ClientCommand edit(RoomId roomId, Fields data) {
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
        long seen = data.wholeNumber("ifEditedAt", 0, Fields.MAX_WHOLE_NUMBER);
        edit.ifEditedAt(seen < 0 ? null : Instant.ofEpochMilli(seen));
        return new ClientCommand.EditMessage(roomId, messageId(data), edit.build());
    }

    private static List<UserId> mentions(Fields data) {
        return data.textList("mentions").stream().map(UserId::new).toList();
    }
}
