package dev.parlance.redis.room;

import dev.parlance.broker.form.RoomForm;
import dev.parlance.model.RoomMember;
import dev.parlance.model.RoomMemberPage;
import dev.parlance.model.RoomRecord;
import dev.parlance.redis.link.Refusals;
import dev.parlance.redis.link.Replies;
import dev.parlance.redis.link.WordReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what Redis answers about rooms. What its scripts count and stamp (version, times) stands beside the forms, and counts. For any thread. */
final class RoomAnswers {
    private RoomAnswers() {}

    static RoomRecord stored(RoomRecord record, @Nullable Object reply) {
        WordReader words = Refusals.words(reply);
        return stored(record, words.number(), words.number());
    }

    private static RoomRecord stored(RoomRecord record, long version, long created) {
        return record.toBuilder().stored(version, Instant.ofEpochMilli(created)).build();
    }

    /** The record's version, time and form, as far as there is one. */
    static Optional<RoomRecord> record(@Nullable Object reply) {
        List<?> parts = Replies.list(reply);
        if (parts.get(0) == null) {
            return Optional.empty();
        }
        RoomRecord record = RoomForm.record((byte[]) parts.get(2));
        return Optional.of(stored(record, Replies.number(parts.get(0)), Replies.number(parts.get(1))));
    }

    /** {@code since role form}. */
    static Optional<RoomMember> member(@Nullable Object reply) {
        if (reply == null) {
            return Optional.empty();
        }
        WordReader words = new WordReader((byte[]) reply);
        Instant since = Instant.ofEpochMilli(words.number());
        RoomMember member = RoomForm.member(words.skip().rest());
        return Optional.of(new RoomMember(member.userId(), member.role(), since));
    }

    static RoomMemberPage page(int limit, @Nullable Object reply) {
        List<RoomMember> found = new ArrayList<>();
        Replies.list(reply).forEach(each -> member(each).ifPresent(found::add));
        boolean hasMore = found.size() > limit;
        return new RoomMemberPage(hasMore ? found.subList(0, limit) : found, hasMore);
    }
}
