package dev.parlance.model;

import java.util.List;

/**
 * A part of a room's history.
 *
 * @param messages in their latest state, in the order of posting, oldest first
 * @param hasMore whether the history goes on beyond this page: with older messages, or with newer ones if the query asked for those after an
 *     offset
 * @param position where the log stood when this was read
 */
public record HistoryPage(List<Message> messages, boolean hasMore, Position position) {
    /**
     * Copies the list.
     *
     * @param messages as above
     * @param hasMore as above
     * @param position as above
     */
    public HistoryPage {
        messages = List.copyOf(messages);
    }
}
