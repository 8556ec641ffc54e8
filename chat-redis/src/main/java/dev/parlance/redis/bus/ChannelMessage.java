package dev.parlance.redis.bus;

import dev.parlance.model.Position;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.redis.form.Bodies;
import dev.parlance.redis.form.Forms;
import dev.parlance.redis.link.WordReader;
import dev.parlance.redis.log.LogAnswers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a room's channel said, as scripts put it: {@code P} or {@code C}, offset and entry of a post or a change; {@code J} or {@code L}, version and user of a join or a leave. Read only as far as its
 * order goes until it is told. A value whose bytes nobody changes.
 *
 * @param place where a post or a change stands in its log, or null
 * @param version of the presence, for a join or a leave
 */
@SuppressWarnings("ArrayRecordComponent") // compared by what is in it, and changed by nobody
record ChannelMessage(byte kind, @Nullable Position place, long version, byte[] payload) {
    static final byte SIGNAL = Forms.SIGNAL;
    static final byte POSTED = 'P';
    static final byte CHANGED = 'C';
    static final byte JOINED = 'J';
    static final byte LEFT = 'L';

    /** Reads, or returns null for what is none of these. */
    static @Nullable ChannelMessage read(byte[] payload) {
        byte kind = payload[0];
        WordReader words = new WordReader(payload, 1);
        if (kind == POSTED || kind == CHANGED) {
            long offset = words.number();
            return new ChannelMessage(kind, new Position(words.word(), offset), 0, payload);
        }
        return kind == JOINED || kind == LEFT ? new ChannelMessage(kind, null, words.number(), payload) : null;
    }

    boolean isPresence() {
        return place == null;
    }

    /** Makes the event of it; throws if that cannot be read. */
    RoomEvent event(RoomId room) {
        WordReader words = new WordReader(payload, 1);
        long number = words.number();
        return switch (kind) {
            case POSTED -> new RoomEvent.Posted(LogAnswers.entry(room, number, words));
            case CHANGED -> LogAnswers.changed(room, words);
            case JOINED -> new RoomEvent.Joined(room, Bodies.user(words.rest()), number);
            case LEFT -> new RoomEvent.Left(room, Bodies.user(words.rest()), number);
            default -> throw new IllegalStateException("no event of a room: " + (char) kind);
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ChannelMessage heard && Arrays.equals(payload, heard.payload);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(payload);
    }
}
