package dev.parlance.model;

import java.util.List;

/**
 * Some messages of a room, not one after the other as in a {@link HistoryPage}, but those that have something in common.
 *
 * @param messages in their latest state, in the order that was asked for
 * @param hasMore whether there are more behind them
 */
public record MessagePage(List<Message> messages, boolean hasMore) {
    /**
     * Copies the list.
     *
     * @param messages as above
     * @param hasMore as above
     */
    public MessagePage {
        messages = List.copyOf(messages);
    }
}
