package dev.parlance.archive.jdbc;

import dev.parlance.archive.ArchiveBatch;
import dev.parlance.broker.WholeMessage;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Saves batches, all in one transaction, while their rooms are locked. */
final class ArchiveWriter {
    private final Connection connection;
    private final Database database;

    ArchiveWriter(Connection connection, Database database) {
        this.connection = connection;
        this.database = database;
    }

    Map<RoomId, Position> save(List<ArchiveBatch> batches) throws SQLException {
        List<String> ids =
                batches.stream().map(each -> each.roomId().value()).distinct().toList();
        Map<String, RoomRow> rooms = RoomRows.lock(connection, database, ids);
        Map<RoomId, Position> reached = new LinkedHashMap<>();
        List<BatchPlan> plans = new ArrayList<>();
        for (ArchiveBatch batch : batches) {
            RoomRow room = rooms.get(batch.roomId().value());
            if (room == null) {
                throw new SQLException("a room that was made is gone", "40001");
            }
            BatchPlan plan = BatchPlan.of(connection, room, batch);
            if (plan.refused()) {
                room.end().ifPresent(end -> reached.put(batch.roomId(), end));
            } else {
                plans.add(plan);
                reached.put(batch.roomId(), plan.reached());
            }
        }
        write(plans);
        return reached;
    }

    private void write(List<BatchPlan> plans) throws SQLException {
        List<MessageRow> rows = new ArrayList<>();
        List<@Nullable Object[]> rooms = new ArrayList<>();
        List<@Nullable Object[]> ended = new ArrayList<>();
        List<@Nullable Object[]> begun = new ArrayList<>();
        for (BatchPlan plan : plans) {
            RoomRow room = plan.room();
            rows.addAll(plan.rows());
            Position reached = plan.reached();
            rooms.add(
                    new @Nullable Object[] {plan.ordinal(), reached.epoch(), reached.offset(), plan.posts(), room.key()
                    });
            if (plan.begins()) {
                ended.add(new @Nullable Object[] {room.mark(), room.key(), room.ordinal()});
                begun.add(new @Nullable Object[] {room.key(), plan.ordinal(), reached.epoch()});
            }
        }
        Sql.batch(connection, "UPDATE parlance_archive_epoch SET mark = ? WHERE room_key = ? AND ordinal = ?", ended);
        Sql.batch(connection, "INSERT INTO parlance_archive_epoch (room_key, ordinal, epoch) VALUES (?, ?, ?)", begun);
        database.put(connection, rows);
        for (BatchPlan plan : plans) {
            people(plan);
        }
        Sql.batch(
                connection,
                "UPDATE parlance_archive_room SET ordinal = ?, epoch = ?, mark = ?, posts = ? WHERE room_key = ?",
                rooms);
    }

    private void people(BatchPlan plan) throws SQLException {
        Map<Position, WholeMessage> whole = new HashMap<>(plan.whole());
        List<MessageRow> concerned = plan.rows().stream()
                .filter(row -> !row.isPlainPost()
                        || whole.containsKey(row.message().position())
                        || !row.message().mentions().isEmpty()
                        || !row.reactors().isEmpty())
                .toList();
        if (!concerned.isEmpty()) {
            PeopleRows.put(connection, database, concerned, whole);
        }
    }
}
