package dev.parlance.redis.log;

import dev.parlance.broker.LogTail;
import dev.parlance.broker.WholeMessage;
import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.redis.link.Replies;
import dev.parlance.redis.link.WordReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Makes of answers what an archive is told. */
final class ArchiveAnswers {
    private static final int BEFORE_ENTRIES = 6;
    private static final int BEFORE_REACTIONS = 3;
    private static final char BEHIND_EMOJI = '\u001F';

    private ArchiveAnswers() {}

    static LogTail tail(RoomId room, int limit, List<?> parts) {
        Position standing = LogAnswers.position(parts);
        Position former = new Position(
                Replies.text(parts.get(2)).isEmpty() ? standing.epoch() : Replies.text(parts.get(2)),
                Replies.number(parts.get(3)));
        int changes = BEFORE_ENTRIES + 2 * (int) Replies.number(parts.get(5));
        List<Message> some = new ArrayList<>();
        for (int i = BEFORE_ENTRIES; i < changes; i += 2) {
            some.add(LogAnswers.entry(room, Replies.number(parts.get(i)), new WordReader((byte[]) parts.get(i + 1))));
        }
        for (int i = changes; i < parts.size(); i++) {
            some.add(LogAnswers.change(room, new WordReader((byte[]) parts.get(i))));
        }
        some.sort(Comparator.comparingLong(Message::changeOffset));
        boolean hasMore = some.size() > limit;
        List<Message> first = hasMore ? some.subList(0, limit) : some;
        long upTo = hasMore ? first.get(limit - 1).changeOffset() : standing.offset();
        return new LogTail(
                at(Replies.number(parts.get(4)), standing, former), first, at(upTo, standing, former), hasMore);
    }

    private static Position at(long offset, Position standing, Position former) {
        boolean isFormer = !former.epoch().equals(standing.epoch()) && offset <= former.offset() && former.offset() > 0;
        return new Position(isFormer ? former.epoch() : standing.epoch(), offset);
    }

    static Optional<WholeMessage> whole(RoomId room, long offset, List<?> parts) {
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        Message message = LogAnswers.message(room, offset, parts).orElseThrow();
        int replies = BEFORE_REACTIONS + (int) Replies.number(parts.get(2));
        Map<String, Set<UserId>> reactors = new LinkedHashMap<>();
        message.reactions().forEach((emoji, users) -> reactors.put(emoji, new LinkedHashSet<>(users)));
        for (int i = BEFORE_REACTIONS; i < replies; i++) {
            String reaction = Replies.text(parts.get(i));
            int end = reaction.indexOf(BEHIND_EMOJI);
            reactors.computeIfAbsent(reaction.substring(0, end), none -> new LinkedHashSet<>())
                    .add(new UserId(reaction.substring(end + 1)));
        }
        NavigableMap<Long, Instant> answers = new TreeMap<>();
        for (int i = replies; i < parts.size(); i++) {
            WordReader reply = new WordReader((byte[]) parts.get(i));
            answers.put(reply.number(), Instant.ofEpochMilli(reply.skip().number()));
        }
        Map<String, List<UserId>> all = new LinkedHashMap<>();
        reactors.forEach((emoji, users) -> all.put(emoji, List.copyOf(users)));
        return Optional.of(new WholeMessage(message, all, answers));
    }
}
