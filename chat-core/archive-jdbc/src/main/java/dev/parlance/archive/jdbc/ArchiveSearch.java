package dev.parlance.archive.jdbc;

import dev.parlance.archive.FoundMessages;
import dev.parlance.archive.SearchQuery;
import dev.parlance.model.Message;
import dev.parlance.model.Position;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Looks for words: first among the newest posts, one by one, where words are found that many posts have; then by the index, where there is one, which is quick for the others. Each alone would be slow for
 * one of both. What is found is looked at again.
 */
final class ArchiveSearch {
    /** How many posts are looked at one by one. */
    static final int SCANNED = 2_000;
    /** How many posts that the index names are looked at in one go, and how often. */
    static final int CANDIDATES = 500;

    private static final int ROUNDS = 4;

    private final Connection connection;
    private final Database database;
    private final RoomRow room;
    private final SearchQuery query;
    private final List<String> words;
    private final Set<Integer> grams = new TreeSet<>();
    private final List<Message> found = new ArrayList<>();

    private ArchiveSearch(Connection connection, Database database, RoomRow room, SearchQuery query) {
        this.connection = connection;
        this.database = database;
        this.room = room;
        this.query = query;
        this.words = FoldedText.of(query.text()).words();
        words.forEach(word -> grams.addAll(Grams.of(room.key(), word)));
    }

    static FoundMessages run(Connection connection, Database database, SearchQuery query) throws SQLException {
        RoomRow room = RoomRows.find(connection, query.roomId()).orElse(null);
        return room == null
                ? new FoundMessages(List.of(), null)
                : new ArchiveSearch(connection, database, room, query).run();
    }

    private FoundMessages run() throws SQLException {
        if (words.isEmpty()) {
            return new FoundMessages(List.of(), null);
        }
        Position before = query.before();
        PostPlace from = before == null
                ? new PostPlace(room.key(), Integer.MAX_VALUE, Long.MAX_VALUE)
                : new PostPlace(room.key(), EpochRows.require(connection, room, before), before.offset());
        PostPlace bottom = bottom(from);
        if (take(database.scan(connection, from, SCANNED, grams))) {
            return full();
        }
        if (bottom == null) {
            return new FoundMessages(found, null);
        }
        if (!database.hasIndex() || grams.isEmpty()) {
            return upTo(bottom);
        }
        return byIndex(bottom);
    }

    private FoundMessages byIndex(PostPlace from) throws SQLException {
        PostPlace next = from;
        for (int round = 0; round < ROUNDS; round++) {
            List<MessageRow> candidates = database.find(connection, next, CANDIDATES, grams);
            if (take(candidates)) {
                return full();
            }
            if (candidates.size() < CANDIDATES) {
                return new FoundMessages(found, null);
            }
            MessageRow last = candidates.get(candidates.size() - 1);
            next = new PostPlace(room.key(), last.ordinal(), last.post());
        }
        return upTo(next);
    }

    /** The last of the posts that are looked at one by one, or null if there are no more behind them. */
    private @Nullable PostPlace bottom(PostPlace from) throws SQLException {
        String select = "SELECT ordinal, post FROM parlance_archive_message WHERE room_key = ? AND ordinal ";
        Sql.Row<PostPlace> place = row -> new PostPlace(room.key(), row.getInt(1), row.getLong(2));
        List<PostPlace> last = new ArrayList<>(Sql.list(
                connection,
                select + "= ? AND post < ? ORDER BY ordinal DESC, post DESC LIMIT ?",
                place,
                room.key(),
                from.ordinal(),
                from.post(),
                SCANNED));
        last.addAll(Sql.list(
                connection,
                select + "< ? ORDER BY ordinal DESC, post DESC LIMIT ?",
                place,
                room.key(),
                from.ordinal(),
                SCANNED - last.size()));
        return last.size() < SCANNED ? null : last.get(SCANNED - 1);
    }

    private boolean take(List<MessageRow> rows) {
        for (MessageRow row : rows) {
            Message message = row.message();
            if (!message.deleted() && FoldedText.of(message.text()).hasAll(words)) {
                found.add(message);
                if (found.size() == query.limit()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** There may be more behind the last. */
    private FoundMessages full() {
        return new FoundMessages(found, found.get(found.size() - 1).position());
    }

    private FoundMessages upTo(PostPlace place) throws SQLException {
        return new FoundMessages(found, new Position(EpochRows.epoch(connection, room, place.ordinal()), place.post()));
    }
}
