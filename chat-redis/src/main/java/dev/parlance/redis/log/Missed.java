package dev.parlance.redis.log;

import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.Resumption;
import dev.parlance.model.RoomEvent;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a reader of a room missed since a position, and how its presence stands. Whoever has it does not change it; compared by identity, for a part of it is bytes.
 *
 * @param version the version of the presence
 * @param announcement the last join or leave as it was published, empty if there was none
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares it
public record Missed(
        List<Message> messages,
        boolean postsComplete,
        boolean changesComplete,
        Position position,
        long version,
        byte[] announcement) {
    /**
     * What happened since, by offsets: posts stand at their own place, in their latest state, and changes where they were made last, so that nobody gets to see what was deleted meanwhile.
     */
    public SortedMap<Long, RoomEvent> events(Position since) {
        SortedMap<Long, RoomEvent> events = new TreeMap<>();
        for (Message message : messages) {
            long posted = message.position().offset();
            if (posted > since.offset()) {
                events.put(
                        posted,
                        new RoomEvent.Posted(
                                message.toBuilder().changeOffset(posted).build()));
            }
            if (message.changeOffset() > posted) {
                events.put(message.changeOffset(), new RoomEvent.Changed(message));
            }
        }
        return events;
    }

    /** What a client is told of it. */
    public Resumption toResumption() {
        return new Resumption(messages, postsComplete, changesComplete, position);
    }
}
