package dev.parlance.archive.jdbc;

import dev.parlance.broker.WholeMessage;
import dev.parlance.model.Position;
import dev.parlance.model.UserId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who reacted to messages and is mentioned in them, each in a row, since a message lists but the first. */
final class PeopleRows {
    private static final String AT = " FROM parlance_archive_person WHERE room_key = ? AND ordinal = ? AND post = ? ";

    private PeopleRows() {}

    /** Brings them to what messages say in their new states. */
    static void put(
            Connection connection, Database database, List<MessageRow> messages, Map<Position, WholeMessage> whole)
            throws SQLException {
        List<@Nullable Object[]> gone = new ArrayList<>();
        List<PersonRow> come = new ArrayList<>();
        for (MessageRow row : messages) {
            WholeMessage all = whole.get(row.message().position());
            if (all != null || row.namesAll()) {
                if (all != null || !row.isPlainPost()) {
                    gone.add(new @Nullable Object[] {row.roomKey(), row.ordinal(), row.post()});
                }
            } else {
                removeWhatIsNoMore(connection, row);
            }
            come.addAll(PersonRow.of(row, all == null ? row.reactors() : all.reactors()));
        }
        Sql.batch(connection, "DELETE" + AT, gone);
        database.putPeople(connection, come);
    }

    /** A state that does not name all who reacted leaves those who are known, but of kinds that it does not have. */
    private static void removeWhatIsNoMore(Connection connection, MessageRow row) throws SQLException {
        Set<String> kinds = row.message().reactionCounts().keySet();
        String kept = String.join(", ", Collections.nCopies(kinds.size(), "?"));
        Object[] values = Stream.concat(Stream.<Object>of(row.roomKey(), row.ordinal(), row.post()), kinds.stream())
                .toArray();
        Sql.update(connection, "DELETE" + AT + "AND emoji NOT IN (" + kept + ")", values);
    }

    /** All who are known to have reacted: those first that the message lists. */
    static Map<String, List<UserId>> reactors(Connection connection, MessageRow row) throws SQLException {
        if (row.namesAll()) {
            return row.reactors();
        }
        Map<String, Set<UserId>> all = new LinkedHashMap<>();
        row.reactors().forEach((emoji, users) -> all.put(emoji, new LinkedHashSet<>(users)));
        record Known(String emoji, UserId user) {}
        for (Known each : Sql.list(
                connection,
                "SELECT emoji, user_id" + AT + "AND emoji <> '' ORDER BY place",
                found -> new Known(found.getString(1), new UserId(found.getString(2))),
                row.roomKey(),
                row.ordinal(),
                row.post())) {
            Set<UserId> users = all.get(each.emoji());
            if (users != null && users.size() < row.message().reactionCounts().getOrDefault(each.emoji(), 0)) {
                users.add(each.user());
            }
        }
        Map<String, List<UserId>> lists = new LinkedHashMap<>();
        all.forEach((emoji, users) -> lists.put(emoji, List.copyOf(users)));
        return lists;
    }

    /** With what one user reacted, by the offsets of the posts. */
    static Map<Long, Set<String>> emojis(Connection connection, UserId userId, String where, Object[] values)
            throws SQLException {
        record Own(long post, String emoji) {}
        Map<Long, Set<String>> all = new LinkedHashMap<>();
        Object[] andUser =
                Stream.concat(Stream.of(values), Stream.of(userId.value())).toArray();
        Sql.list(
                        connection,
                        "SELECT post, emoji FROM parlance_archive_person WHERE room_key = ? " + where
                                + "AND user_id = ? AND emoji <> '' ORDER BY post, emoji",
                        found -> new Own(found.getLong(1), found.getString(2)),
                        andUser)
                .forEach(each -> all.computeIfAbsent(each.post(), post -> new LinkedHashSet<>())
                        .add(each.emoji()));
        return all;
    }
}
