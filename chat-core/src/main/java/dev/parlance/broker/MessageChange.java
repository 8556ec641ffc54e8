package dev.parlance.broker;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Message;

/**
 * A decided change of a stored message, to take effect only if its content is still as it was when that was decided. What others add to a message, reactions and replies, is no part of it: that is the
 * store's, whatever a change says of it, and two that change it meanwhile are in nobody's way.
 *
 * @param message the message as it shall be, made by {@link Message#toBuilder} from what the store has, so that only what may change does; its content offset is still that of the state it was made from
 */
public record MessageChange(Message message) {
    /**
     * Where the message's content must have been changed last for this to take effect.
     *
     * @return an offset
     */
    public long expectedContentOffset() {
        return message.contentOffset();
    }

    /**
     * What a store keeps of this, since reactions and replies are its own.
     *
     * @param stored the message as the store has it
     * @param changeOffset where the change is placed
     * @return the message as it shall be, with the reactions and the thread that it has
     */
    public Message placed(Message stored, long changeOffset) {
        Message.Builder next = message.toBuilder()
                .changeOffset(changeOffset)
                .thread(stored.thread().orElse(null));
        return message.deleted()
                ? next.build()
                : next.reactions(stored.reactionCounts(), stored.reactions()).build();
    }

    /**
     * Checks that only that changes which may: text, metadata, mentions, attachments, the pin, the time of the edit, and whether it is deleted. Every broker holds changes to that.
     *
     * @param stored the message at this place, in any state; its text counts only if it is the state that this was made from
     * @throws ChatException {@link ErrorCode#INVALID_MESSAGE} for another author, timestamp, client message id, number or message that it replies to, or another text without the time of its edit
     */
    public void requireOf(Message stored) {
        if (!message.author().equals(stored.author())
                || !message.timestamp().equals(stored.timestamp())
                || !message.clientMessageId().equals(stored.clientMessageId())
                || message.number() != stored.number()
                || !message.replyTo().equals(stored.replyTo())) {
            throw new ChatException(
                    ErrorCode.INVALID_MESSAGE,
                    "a change must keep the message's author, timestamp, clientMessageId, number and replyTo");
        }
        if (stored.contentOffset() == expectedContentOffset()
                && !stored.deleted() // that it stays so is another rule
                && !message.deleted()
                && message.editedAt().isEmpty()
                && !message.text().equals(stored.text())) {
            throw new ChatException(ErrorCode.INVALID_MESSAGE, "another text must say when it was edited");
        }
    }
}
