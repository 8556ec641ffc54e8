package dev.parlance.archive.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.tck.harness.Stages;
import dev.parlance.tck.harness.Wait;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class DeadlockTest {
    @Test
    void whoeverMakesADeadlockWithASaverTheSaverIsTriedAgain() throws Exception {
        PostgresServer server = PostgresServer.shared();
        PGSimpleDataSource source = (PGSimpleDataSource) Sources.postgres("deadlock");
        source.setOptions("-c deadlock_timeout=3s"); // looked for while the stranger waits, too
        JdbcArchive archive =
                JdbcArchive.builder(source).timeout(ArchivedTalk.PATIENCE).build();
        Stages.done(archive.start(), ArchivedTalk.PATIENCE);
        ArchivedTalk first = new ArchivedTalk("first");
        ArchivedTalk second = new ArchivedTalk("second");
        Stages.done(archive.save(List.of(first.batch(0, 1))), ArchivedTalk.PATIENCE);
        Stages.done(archive.save(List.of(second.batch(0, 1))), ArchivedTalk.PATIENCE);

        CompletionStage<Map<RoomId, Position>> saved;
        try (Connection stranger = Sources.postgres("deadlock").getConnection();
                Statement statement = stranger.createStatement()) {
            stranger.setAutoCommit(false);
            statement.execute("SET deadlock_timeout = '20s'");
            lock(statement, "second");
            saved = archive.save(List.of(second.batch(1, 2), first.batch(1, 2)));
            Wait.untilEqual(
                    "1",
                    ArchivedTalk.PATIENCE,
                    () -> server.ask("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' "
                            + "AND query LIKE '%parlance_archive_room WHERE room_id = ANY%'"));
            try {
                lock(statement, "first");
                stranger.commit();
            } catch (SQLException e) { // where this one was the one to give way
                assertThat(e.getSQLState()).isEqualTo("40P01");
                stranger.rollback();
            }
        }

        assertThat(Stages.done(saved, ArchivedTalk.PATIENCE))
                .isEqualTo(Map.of(
                        first.room, new Position(ArchivedTalk.EPOCH, 2),
                        second.room, new Position(ArchivedTalk.EPOCH, 2)));
        archive.stop();
    }

    private static void lock(Statement statement, String roomId) throws SQLException {
        statement.execute("SELECT * FROM parlance_archive_room WHERE room_id = '" + roomId + "' FOR UPDATE");
    }
}
