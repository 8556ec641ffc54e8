package dev.parlance.redis.user;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parlance.broker.ReadMarks.KeptMark;
import dev.parlance.broker.UserProfiles.KeptProfile;
import dev.parlance.model.Position;
import dev.parlance.model.Profile;
import dev.parlance.model.ReadMark;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.redis.link.Refusals;
import dev.parlance.redis.link.Replies;
import dev.parlance.redis.link.WordReader;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads what lies in the keys of users. A mark is {@code version epoch offset number markedUnread ticket}, under its room; a mention is its room, a line feed, and the offset in 19 digits. For
 * any thread.
 */
final class UserAnswers {
    private static final char BEHIND_ROOM = '\n'; // no name of a room has it

    private UserAnswers() {}

    /** A mark as it lies in Redis. */
    static byte[] mark(ReadMark mark, String ticket) {
        Position at = mark.position();
        String text = mark.version() + " " + at.epoch() + " " + at.offset() + " " + mark.number() + " "
                + (mark.markedUnread() ? 1 : 0) + " " + ticket;
        return text.getBytes(UTF_8);
    }

    /** An offset as mentions have it, in whose order they so are. */
    static String sorted(long offset) {
        return String.format(Locale.ROOT, "%019d", offset);
    }

    private static ReadMark mark(UserId userId, RoomId roomId, WordReader words) {
        long version = words.number();
        return ReadMark.builder(userId, roomId, new Position(words.word(), words.number()))
                .version(version)
                .number(words.number())
                .markedUnread(words.number() == 1)
                .build();
    }

    static Optional<KeptMark> marked(UserId userId, RoomId roomId, @Nullable Object reply) {
        List<?> parts = Replies.list(reply);
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        ReadMark mark = mark(userId, roomId, new WordReader((byte[]) parts.get(0)));
        return Optional.of(new KeptMark(mark, Replies.number(parts.get(1))));
    }

    static List<KeptMark> marks(UserId userId, @Nullable Object reply) {
        List<?> parts = Replies.list(reply);
        NavigableSet<String> mentions = new TreeSet<>(Replies.texts(parts.get(1)));
        List<?> fields = Replies.hash(parts.get(0));
        List<KeptMark> marks = new ArrayList<>(fields.size() / 2);
        for (int i = 0; i < fields.size(); i += 2) {
            String room = Replies.text(fields.get(i));
            if (!room.isEmpty()) { // there stands when one of them was written last
                ReadMark mark = mark(userId, new RoomId(room), new WordReader((byte[]) fields.get(i + 1)));
                marks.add(new KeptMark(mark, behind(mark, mentions)));
            }
        }
        marks.sort(Comparator.comparing(each -> each.mark().roomId().value()));
        return marks;
    }

    private static long behind(ReadMark mark, NavigableSet<String> mentions) {
        String room = mark.roomId().value();
        String last = room + BEHIND_ROOM + sorted(mark.position().offset());
        return mentions.subSet(last, false, room + (char) (BEHIND_ROOM + 1), false)
                .size();
    }

    /** What a user is called, from {@code version seen news}. */
    static KeptProfile kept(UserId userId, String name, @Nullable URI picture, @Nullable Object reply) {
        WordReader words = Refusals.words(reply);
        Profile profile = Profile.builder(userId, name)
                .picture(picture)
                .version(words.number())
                .lastSeen(Instant.ofEpochMilli(words.number()))
                .build();
        return new KeptProfile(profile, words.number() == 1);
    }

    /** The profile's name, picture, version and time, as far as there is one. */
    static Optional<Profile> profile(UserId userId, @Nullable Object reply) {
        List<?> parts = Replies.list(reply);
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        String picture = Replies.text(parts.get(1));
        return Optional.of(Profile.builder(userId, Replies.text(parts.get(0)))
                .picture(picture.isEmpty() ? null : URI.create(picture))
                .version(Replies.number(parts.get(2)))
                .lastSeen(Instant.ofEpochMilli(Replies.number(parts.get(3))))
                .build());
    }
}
