package dev.parlance.archive.jdbc;

import dev.parlance.archive.ArchiveBatch;
import dev.parlance.broker.WholeMessage;
import dev.parlance.model.Message;
import dev.parlance.model.Position;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/** What becomes of a room, whose row is locked, with a batch: decided before anything is written. */
final class BatchPlan {
    private final Connection connection;
    private final RoomRow room;
    private final ArchiveBatch batch;
    private final boolean begins;
    private final Map<String, Integer> ordinals = new HashMap<>();
    private final Map<Position, MessageRow> rows = new LinkedHashMap<>();
    private final Map<Position, WholeMessage> whole = new HashMap<>();
    private boolean refused;

    private BatchPlan(Connection connection, RoomRow room, ArchiveBatch batch) {
        this.connection = connection;
        this.room = room;
        this.batch = batch;
        this.begins = room.ordinal() < 0 || !room.epoch().equals(batch.upTo().epoch());
    }

    static BatchPlan of(Connection connection, RoomRow room, ArchiveBatch batch) throws SQLException {
        BatchPlan plan = new BatchPlan(connection, room, batch);
        plan.refused = plan.isOver() || plan.hasHole() || !plan.knowsAllEpochs();
        if (!plan.refused) {
            plan.decide();
        }
        return plan;
    }

    /** Whether another epoch has followed. */
    private boolean isOver() throws SQLException {
        return begins
                && EpochRows.ordinal(connection, room, batch.upTo().epoch()).isPresent();
    }

    /** A log that begins again goes on where the archive ended, so that its first mark may stand there. */
    private boolean hasHole() {
        return batch.mark().epoch().equals(batch.upTo().epoch()) && batch.mark().offset() > room.mark();
    }

    private boolean knowsAllEpochs() throws SQLException {
        ordinals.put(batch.upTo().epoch(), ordinal());
        for (Message message : batch.messages()) {
            if (!knows(message)) {
                return false;
            }
        }
        for (WholeMessage each : batch.whole()) {
            if (!knows(each.message())) {
                return false;
            }
        }
        return true;
    }

    private boolean knows(Message message) throws SQLException {
        String epoch = message.position().epoch();
        if (!ordinals.containsKey(epoch)) {
            OptionalInt found = EpochRows.ordinal(connection, room, epoch);
            found.ifPresent(ordinal -> ordinals.put(epoch, ordinal));
            return found.isPresent();
        }
        return true;
    }

    private void decide() throws SQLException {
        for (Message message : batch.messages()) {
            if (isNews(message)) {
                put(message);
            }
        }
        for (WholeMessage each : batch.whole()) {
            if (isNews(each.message())) {
                put(each.message());
                whole.put(each.message().position(), each);
            } else {
                complete(each);
            }
        }
    }

    /** What is not behind the mark was saved before, in this state or a later one. It may be gone since. */
    private boolean isNews(Message message) {
        return begins || message.changeOffset() > room.mark();
    }

    /** That of an epoch which was looked for before. */
    private int ordinalOf(Position position) {
        return Objects.requireNonNull(ordinals.get(position.epoch()), "an epoch of the batch");
    }

    private void put(Message message) {
        MessageRow before = rows.get(message.position());
        if (before == null || before.change() <= message.changeOffset()) {
            rows.put(
                    message.position(),
                    new MessageRow(room.key(), ordinalOf(message.position()), ordinal(), false, message));
        }
    }

    /** Adds who reacted to a state that is kept already, unless somebody was erased from it. */
    private void complete(WholeMessage each) throws SQLException {
        Position position = each.message().position();
        MessageRow kept = MessageRows.find(connection, room.key(), ordinalOf(position), position.offset())
                .orElse(null);
        if (kept != null && !kept.erased() && kept.change() == each.message().changeOffset()) {
            rows.putIfAbsent(position, kept);
            whole.put(position, each);
        }
    }

    boolean refused() {
        return refused;
    }

    boolean begins() {
        return begins;
    }

    RoomRow room() {
        return room;
    }

    int ordinal() {
        return begins ? room.ordinal() + 1 : room.ordinal();
    }

    long posts() {
        return rows.values().stream().mapToLong(row -> row.message().number()).reduce(room.posts(), Math::max);
    }

    Position reached() {
        return new Position(
                batch.upTo().epoch(),
                begins
                        ? batch.upTo().offset()
                        : Math.max(room.mark(), batch.upTo().offset()));
    }

    List<MessageRow> rows() {
        return List.copyOf(rows.values());
    }

    /** What is known of a message beside itself, or null. */
    Map<Position, WholeMessage> whole() {
        return whole;
    }
}
