package dev.parlance.archive.jdbc;

import dev.parlance.archive.Erasure;
import dev.parlance.model.Message;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Forgets a user in one room at a time, some messages in each transaction, until nothing is left of them. */
final class UserErasure {
    /** Who said what was erased. */
    static final User NOBODY = User.of("erased-user", "erased");

    static final int CHUNK = 200;

    private final Connection connection;
    private final Database database;
    private final String userId;

    UserErasure(Connection connection, Database database, UserId userId) {
        this.connection = connection;
        this.database = database;
        this.userId = userId.value();
    }

    /** Does some of it; empty if nothing is left. */
    Optional<Erasure> some() throws SQLException {
        if (userId.equals(NOBODY.id().value())) {
            return Optional.empty();
        }
        List<MessageRow> said = chunk(
                firstRoom("SELECT min(room_key) FROM parlance_archive_message WHERE author_id = ?"),
                "SELECT " + MessageRow.COLUMNS
                        + " FROM parlance_archive_message WHERE author_id = ? AND room_key = ? ORDER BY ordinal, post LIMIT ?");
        if (!said.isEmpty()) {
            long reactions = forgetPeople(said);
            database.replace(connection, said.stream().map(UserErasure::emptied).toList());
            return Optional.of(new Erasure(said.size(), reactions));
        }
        Long room = firstRoom("SELECT min(room_key) FROM parlance_archive_person WHERE user_id = ?");
        List<MessageRow> concerned = chunk(
                room,
                "SELECT " + MessageRow.COLUMNS + " FROM parlance_archive_message AS said "
                        + "WHERE EXISTS (SELECT 1 FROM parlance_archive_person AS person WHERE person.user_id = ? AND person.room_key = said.room_key "
                        + "AND person.ordinal = said.ordinal AND person.post = said.post) AND said.room_key = ? ORDER BY ordinal, post LIMIT ?");
        if (room == null) {
            return Optional.empty();
        }
        if (concerned.isEmpty()) { // of messages that went with their partition
            Sql.update(
                    connection, "DELETE FROM parlance_archive_person WHERE user_id = ? AND room_key = ?", userId, room);
        }
        return Optional.of(new Erasure(0, leave(concerned)));
    }

    private @Nullable Long firstRoom(String sql) throws SQLException {
        record Key(@Nullable Long room) {}
        return Sql.list(connection, sql, row -> new Key(row.getObject(1, Long.class)), userId)
                .get(0)
                .room();
    }

    private List<MessageRow> chunk(@Nullable Long key, String rows) throws SQLException {
        if (key == null) {
            return List.of();
        }
        database.lockRooms(connection, List.of(RoomRows.byKey(connection, key).id()));
        return Sql.list(connection, rows, MessageRow::read, userId, key, CHUNK);
    }

    /** A message of theirs: its place, and what others answered to it. */
    private static MessageRow emptied(MessageRow row) {
        Message said = row.message();
        Message.Builder place = Message.stored(said.roomId(), NOBODY, said.position(), said.timestamp())
                .changeOffset(said.changeOffset())
                .contentOffset(said.contentOffset())
                .number(said.number())
                .replyTo(said.replyTo().orElse(null))
                .thread(said.thread().orElse(null));
        return new MessageRow(
                row.roomKey(),
                row.ordinal(),
                row.changeOrdinal(),
                true,
                place.deleted().build());
    }

    private long forgetPeople(List<MessageRow> rows) throws SQLException {
        List<@Nullable Object[]> keys = keys(rows);
        int[] reactions = Sql.batch(
                connection,
                "DELETE FROM parlance_archive_person WHERE room_key = ? AND ordinal = ? AND post = ? AND emoji <> ''",
                keys);
        Sql.batch(
                connection,
                "DELETE FROM parlance_archive_person WHERE room_key = ? AND ordinal = ? AND post = ?",
                keys);
        long sum = 0;
        for (int each : reactions) {
            sum += each;
        }
        return sum;
    }

    private static List<@Nullable Object[]> keys(List<MessageRow> rows) {
        return rows.stream()
                .map(row -> new @Nullable Object[] {row.roomKey(), row.ordinal(), row.post()})
                .toList();
    }

    /** Takes their reactions and mentions out of what others said. */
    private long leave(List<MessageRow> rows) throws SQLException {
        List<MessageRow> without = new ArrayList<>();
        long reactions = 0;
        for (MessageRow row : rows) {
            Map<Long, Set<String>> own =
                    PeopleRows.emojis(connection, new UserId(userId), "AND ordinal = ? AND post = ? ", new Object[] {
                        row.roomKey(), row.ordinal(), row.post()
                    });
            Set<String> emojis = own.getOrDefault(row.post(), Set.of());
            reactions += emojis.size();
            without.add(new MessageRow(
                    row.roomKey(), row.ordinal(), row.changeOrdinal(), true, without(row.message(), emojis)));
        }
        database.replace(connection, without);
        List<@Nullable Object[]> keys = rows.stream()
                .map(row -> new @Nullable Object[] {row.roomKey(), row.ordinal(), row.post(), userId})
                .toList();
        Sql.batch(
                connection,
                "DELETE FROM parlance_archive_person WHERE room_key = ? AND ordinal = ? AND post = ? AND user_id = ?",
                keys);
        return reactions;
    }

    private Message without(Message message, Set<String> emojis) {
        UserId user = new UserId(userId);
        Map<String, Integer> counts = new LinkedHashMap<>();
        Map<String, List<UserId>> lists = new LinkedHashMap<>();
        message.reactionCounts().forEach((emoji, count) -> {
            int left = emojis.contains(emoji) ? count - 1 : count;
            if (left > 0) {
                counts.put(emoji, left);
                lists.put(
                        emoji,
                        message.reactions().getOrDefault(emoji, List.of()).stream()
                                .filter(each -> !each.equals(user))
                                .toList());
            }
        });
        return message.toBuilder()
                .mentions(message.mentions().stream()
                        .filter(each -> !each.equals(user))
                        .toList())
                .reactions(counts, lists)
                .build();
    }
}
