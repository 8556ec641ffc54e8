package dev.parlance.model;

import java.util.List;

/**
 * What a reader missed since a position, with the verdict whether that is all of it.
 *
 * <p>The log forgets old messages, and remembers the highest forgotten post and the highest forgotten change apart. If only a change is missing (an
 * edit or deletion of a message that has since left the history), the reader has every message and may go on, knowing that what is older
 * than the history may be out of date. If a post is missing, or the log is another one, it starts anew: lost is not empty.
 *
 * @param messages changed or posted after the position, in their latest state, in the order of their last change; empty if posts are missing
 * @param postsComplete the epoch is the same and no post after the position has been forgotten
 * @param changesComplete the epoch is the same and no change after the position has been forgotten
 * @param position where the log stood when this was read
 */
public record Resumption(List<Message> messages, boolean postsComplete, boolean changesComplete, Position position) {
    /**
     * Copies the list.
     *
     * @param messages as above
     * @param postsComplete as above
     * @param changesComplete as above
     * @param position as above
     */
    public Resumption {
        messages = List.copyOf(messages);
    }

    /**
     * Whether nothing at all is missing.
     *
     * @return posts and changes are complete
     */
    public boolean complete() {
        return postsComplete && changesComplete;
    }
}
