package dev.parlance.archive.jdbc;

import dev.parlance.archive.ArchiveCursor;
import dev.parlance.archive.ArchiveStore.StoredPlace;
import dev.parlance.archive.ArchivedChanges;
import dev.parlance.broker.LogEnd;
import dev.parlance.broker.WholeMessage;
import dev.parlance.model.Message;
import dev.parlance.model.MessageId;
import dev.parlance.model.MessagePage;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is read of one room: each method over one connection, in steps that each use an index. */
final class ArchiveReader {
    private static final int MAX_DELETED = 4_096;
    private static final int MAX_ROOM_MENTIONS = 1_000;
    private static final String FROM = " FROM parlance_archive_message WHERE room_key = ? ";
    private static final String SELECT = "SELECT " + MessageRow.COLUMNS + FROM;

    private final Connection connection;
    private final RoomRow room;

    private ArchiveReader(Connection connection, RoomRow room) {
        this.connection = connection;
        this.room = room;
    }

    static Optional<ArchiveReader> of(Connection connection, RoomId roomId) throws SQLException {
        return RoomRows.find(connection, roomId).map(room -> new ArchiveReader(connection, room));
    }

    Optional<LogEnd> end() throws SQLException {
        if (room.ordinal() < 0) {
            return Optional.empty();
        }
        long deletions = room.lostDeletions()
                + Sql.first(
                                connection,
                                "SELECT count(*)" + FROM + "AND flag = " + MessageRow.DELETED,
                                row -> row.getLong(1),
                                room.key())
                        .orElse(0L);
        return Optional.of(new LogEnd(
                new Position(room.epoch(), room.mark()),
                room.posts(),
                deletions,
                flagged(MessageRow.DELETED, MAX_DELETED),
                flagged(MessageRow.MENTIONS_ROOM, MAX_ROOM_MENTIONS)));
    }

    private List<Long> flagged(int flag, int limit) throws SQLException {
        List<Long> found = Sql.list(
                connection,
                "SELECT post" + FROM + "AND flag = " + flag + " ORDER BY change_ordinal DESC, change DESC LIMIT ?",
                row -> row.getLong(1),
                room.key(),
                limit);
        return found.stream().sorted().toList();
    }

    MessagePage page(ArchiveCursor cursor, int limit) throws SQLException {
        Position from = cursor.from();
        int ordinal =
                from == null ? (cursor.newer() ? -1 : Integer.MAX_VALUE) : EpochRows.require(connection, room, from);
        String order = cursor.newer() ? "ORDER BY ordinal, post LIMIT ?" : "ORDER BY ordinal DESC, post DESC LIMIT ?";
        List<MessageRow> found = new ArrayList<>();
        if (from != null) {
            found.addAll(rows(
                    SELECT + "AND ordinal = ? AND post " + (cursor.newer() ? "> ? " : "< ? ") + order,
                    room.key(),
                    ordinal,
                    from.offset(),
                    limit + 1));
        }
        if (found.size() <= limit) {
            found.addAll(rows(
                    SELECT + "AND ordinal " + (cursor.newer() ? "> ? " : "< ? ") + order,
                    room.key(),
                    ordinal,
                    limit + 1 - found.size()));
        }
        return page(found, limit, !cursor.newer());
    }

    private static MessagePage page(List<MessageRow> found, int limit, boolean reversed) {
        List<Message> messages = new ArrayList<>(
                found.stream().limit(limit).map(MessageRow::message).toList());
        if (reversed) {
            Collections.reverse(messages);
        }
        return new MessagePage(messages, found.size() > limit);
    }

    private List<MessageRow> rows(String sql, Object... values) throws SQLException {
        return Sql.list(connection, sql, MessageRow::read, values);
    }

    ArchivedChanges changed(Position since, int limit) throws SQLException {
        int ordinal = EpochRows.require(connection, room, since);
        String upToEnd = "AND change_ordinal = ? AND change > ? AND change <= ? ORDER BY change LIMIT ?";
        List<MessageRow> found = new ArrayList<>();
        long from = since.offset();
        for (int each = ordinal; each <= room.ordinal() && found.size() <= limit; each++) {
            long end = each == room.ordinal() ? room.mark() : Long.MAX_VALUE;
            found.addAll(rows(SELECT + upToEnd, room.key(), each, from, end, limit + 1 - found.size()));
            from = -1;
        }
        boolean hasMore = found.size() > limit;
        List<MessageRow> taken = hasMore ? found.subList(0, limit) : found;
        Position upTo = new Position(room.epoch(), room.mark());
        if (hasMore) {
            MessageRow last = taken.get(limit - 1);
            upTo = new Position(EpochRows.epoch(connection, room, last.changeOrdinal()), last.change());
        }
        return new ArchivedChanges(taken.stream().map(MessageRow::message).toList(), upTo, hasMore);
    }

    boolean knows(Position position) throws SQLException {
        if (room.ordinal() >= 0 && room.epoch().equals(position.epoch())) {
            return position.offset() <= room.mark();
        }
        return EpochRows.end(connection, room, position.epoch()).orElse(-1L) >= position.offset();
    }

    Optional<MessageRow> row(Position position) throws SQLException {
        OptionalInt ordinal = EpochRows.ordinal(connection, room, position.epoch());
        return ordinal.isEmpty()
                ? Optional.empty()
                : MessageRows.find(connection, room.key(), ordinal.getAsInt(), position.offset());
    }

    Optional<WholeMessage> message(Position position) throws SQLException {
        MessageRow row = row(position).orElse(null);
        return row == null
                ? Optional.empty()
                : Optional.of(new WholeMessage(
                        row.message(),
                        PeopleRows.reactors(connection, row),
                        replies(row.message().id())));
    }

    private NavigableMap<Long, Instant> replies(MessageId root) throws SQLException {
        record Reply(long post, long at) {}
        NavigableMap<Long, Instant> replies = new TreeMap<>();
        Sql.list(
                        connection,
                        "SELECT post, posted_at" + FROM + "AND reply_to = ? AND flag <> " + MessageRow.DELETED,
                        found -> new Reply(found.getLong(1), found.getLong(2)),
                        room.key(),
                        root.value())
                .forEach(each -> replies.put(each.post(), Instant.ofEpochMilli(each.at())));
        return replies;
    }

    MessagePage messages(List<Position> positions) throws SQLException {
        Map<Position, Message> found = new HashMap<>();
        for (Asked asked : asked(positions)) {
            rows(SELECT + asked.where(), asked.values())
                    .forEach(row -> found.put(row.message().position(), row.message()));
        }
        return new MessagePage(
                positions.stream().map(found::get).filter(Objects::nonNull).toList(), false);
    }

    /** Messages of one epoch that are asked for at once. */
    private record Asked(long roomKey, int ordinal, String epoch, List<Long> posts) {
        private static final int MOST = 100;

        String where() {
            return "AND ordinal = ? AND post IN (" + String.join(", ", Collections.nCopies(posts.size(), "?")) + ") ";
        }

        Object[] values() {
            return Stream.concat(Stream.<Object>of(roomKey, ordinal), posts.stream())
                    .toArray();
        }
    }

    private List<Asked> asked(List<Position> positions) throws SQLException {
        Map<String, List<Long>> byEpoch = new LinkedHashMap<>();
        positions.forEach(each -> byEpoch.computeIfAbsent(each.epoch(), epoch -> new ArrayList<>())
                .add(each.offset()));
        List<Asked> all = new ArrayList<>();
        for (Map.Entry<String, List<Long>> entry : byEpoch.entrySet()) {
            OptionalInt ordinal = EpochRows.ordinal(connection, room, entry.getKey());
            List<Long> posts = entry.getValue();
            for (int from = 0; from < posts.size() && ordinal.isPresent(); from += Asked.MOST) {
                List<Long> some = posts.subList(from, Math.min(from + Asked.MOST, posts.size()));
                all.add(new Asked(room.key(), ordinal.getAsInt(), entry.getKey(), some));
            }
        }
        return all;
    }

    MessagePage replies(Position root, int limit, @Nullable Position after) throws SQLException {
        String replies = SELECT + "AND reply_to = ? AND flag <> " + MessageRow.DELETED + " ";
        String id = MessageId.at(root).value();
        List<MessageRow> found = new ArrayList<>();
        int ordinal = -1;
        if (after != null) {
            ordinal = EpochRows.require(connection, room, after);
            found.addAll(rows(
                    replies + "AND ordinal = ? AND post > ? ORDER BY post LIMIT ?",
                    room.key(),
                    id,
                    ordinal,
                    after.offset(),
                    limit + 1));
        }
        if (found.size() <= limit) {
            found.addAll(rows(
                    replies + "AND ordinal > ? ORDER BY ordinal, post LIMIT ?",
                    room.key(),
                    id,
                    ordinal,
                    limit + 1 - found.size()));
        }
        return page(found, limit, false);
    }

    MessagePage pins() throws SQLException {
        return page(
                rows(SELECT + "AND pinned_at IS NOT NULL ORDER BY pinned_at DESC, ordinal DESC, post DESC", room.key()),
                Integer.MAX_VALUE,
                false);
    }

    Map<Position, Set<String>> reactionsOf(UserId userId, List<Position> messages) throws SQLException {
        Map<Position, Set<String>> all = new LinkedHashMap<>();
        for (Asked asked : asked(messages)) {
            PeopleRows.emojis(connection, userId, asked.where(), asked.values())
                    .forEach((post, emojis) -> all.put(new Position(asked.epoch(), post), emojis));
        }
        return all;
    }

    Optional<Position> at(Instant time) throws SQLException {
        return rows(
                        SELECT + "AND posted_at >= ? ORDER BY posted_at, ordinal, post LIMIT 1",
                        room.key(),
                        time.toEpochMilli())
                .stream()
                .findFirst()
                .map(row -> row.message().position());
    }

    /** Of all rooms, in the order of their keys. */
    static MessagePage saidBy(Connection connection, UserId userId, @Nullable StoredPlace after, int limit)
            throws SQLException {
        String said = "SELECT " + MessageRow.COLUMNS + " FROM parlance_archive_message WHERE author_id = ? ";
        List<MessageRow> found = new ArrayList<>();
        long key = -1;
        if (after != null) {
            RoomRow room = RoomRows.find(connection, after.roomId()).orElseThrow(EpochRows::lost);
            key = room.key();
            int ordinal = EpochRows.require(connection, room, after.position());
            found.addAll(Sql.list(
                    connection,
                    said + "AND room_key = ? AND ordinal = ? AND post > ? ORDER BY post LIMIT ?",
                    MessageRow::read,
                    userId.value(),
                    key,
                    ordinal,
                    after.position().offset(),
                    limit + 1));
            found.addAll(Sql.list(
                    connection,
                    said + "AND room_key = ? AND ordinal > ? ORDER BY ordinal, post LIMIT ?",
                    MessageRow::read,
                    userId.value(),
                    key,
                    ordinal,
                    Math.max(0, limit + 1 - found.size())));
        }
        found.addAll(Sql.list(
                connection,
                said + "AND room_key > ? ORDER BY room_key, ordinal, post LIMIT ?",
                MessageRow::read,
                userId.value(),
                key,
                Math.max(0, limit + 1 - found.size())));
        return page(found, limit, false);
    }
}
