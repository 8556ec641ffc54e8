package dev.parlance.archive.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.archive.ArchiveStore;
import dev.parlance.tck.ArchiveTck;
import dev.parlance.tck.harness.Stages;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tables in partitions, made by the host, keep the same contract; to drop a partition is to forget what was posted then. */
class PartitionedArchiveTckTest extends ArchiveTck {
    private static final String SCHEMA = "partitioned";

    @BeforeAll
    static void migrate() throws SQLException {
        execute(Migrations.read("/db/parlance/postgresql-partitioned/V1__archive.sql"));
        partition("early", "2000-01-01T00:00:00Z", "2031-05-06T07:08:13Z");
        partition("late", "2031-05-06T07:08:13Z", "2031-05-06T07:08:17Z");
    }

    private static void partition(String name, String from, String to) throws SQLException {
        execute("CREATE TABLE parlance_archive_message_" + name
                + " PARTITION OF parlance_archive_message FOR VALUES FROM ("
                + Instant.parse(from).toEpochMilli() + ") TO ("
                + Instant.parse(to).toEpochMilli() + ")");
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = Sources.postgres(SCHEMA).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    protected ArchiveStore newArchive() {
        return JdbcArchive.builder(Sources.postgres(SCHEMA)).migrate(false).build();
    }

    @Test
    void whatStoodInAPartitionThatWasDroppedIsForgottenAndTheRestStays() throws SQLException {
        partition("old", "1990-01-01T00:00:00Z", "1991-01-01T00:00:00Z");
        ArchivedTalk talk = new ArchivedTalk("dropped");
        ArchiveStore archive = newArchive();
        Stages.done(archive.start(), ArchivedTalk.PATIENCE);
        Stages.done(archive.save(List.of(talk.old(2, Instant.parse("1990-06-01T00:00:00Z")))), ArchivedTalk.PATIENCE);
        Stages.done(talk.save(archive, 2, 5), ArchivedTalk.PATIENCE);
        assertThat(talk.offsets(archive)).isEqualTo(ArchivedTalk.upTo(5));

        execute("DROP TABLE parlance_archive_message_old");

        assertThat(talk.offsets(archive)).containsExactly(3L, 4L, 5L);
        assertThat(Stages.done(talk.save(archive, 5, 6), ArchivedTalk.PATIENCE).offset())
                .isEqualTo(6);
        archive.stop();
    }
}
