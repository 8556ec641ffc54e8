package dev.parlance.broker;

import dev.parlance.model.Message;

/**
 * A decided change of a stored message, to take effect only if the message is still as it was when that was decided.
 *
 * @param message the message as it shall be, made by {@link Message#toBuilder} from what the store has, so that only what may change does; its change offset is still that of the state it was made from
 */
public record MessageChange(Message message) {
    /**
     * What the message's last change must be for this to take effect.
     *
     * @return an offset
     */
    public long expectedChangeOffset() {
        return message.changeOffset();
    }
}
