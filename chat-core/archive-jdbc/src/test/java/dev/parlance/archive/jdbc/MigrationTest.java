package dev.parlance.archive.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.RoomId;
import dev.parlance.tck.harness.Stages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MigrationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(50);

    enum Kind {
        POSTGRESQL {
            @Override
            DataSource source() {
                return Sources.postgres(
                        "migration_" + UUID.randomUUID().toString().replace("-", ""));
            }
        },
        H2 {
            @Override
            DataSource source() {
                return Sources.h2("migration" + UUID.randomUUID());
            }
        };

        abstract DataSource source();

        String script() throws IOException {
            String name = "/db/parlance/" + name().toLowerCase(Locale.ROOT) + "/V1__archive.sql";
            try (InputStream script = JdbcArchive.class.getResourceAsStream(name)) {
                return new String(script.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void manyNodesMayStartAtOnce(Kind kind) {
        DataSource source = kind.source();
        List<JdbcArchive> nodes = Stream.generate(
                        () -> JdbcArchive.builder(source).build())
                .limit(8)
                .toList();
        List<CompletionStage<Void>> starts =
                nodes.stream().map(JdbcArchive::start).toList();

        starts.forEach(start -> Stages.done(start, PATIENCE));

        assertThat(nodes)
                .allSatisfy(node -> assertThat(Stages.done(node.end(new RoomId("a")), PATIENCE))
                        .isEqualTo(Optional.empty()));
        nodes.forEach(JdbcArchive::stop);
    }

    @ParameterizedTest
    @EnumSource
    void aHostThatMigratesRunsTheSameScript(Kind kind) throws Exception {
        DataSource source = kind.source();
        JdbcArchive tooEarly = JdbcArchive.builder(source).migrate(false).build();
        assertThat(Stages.failure(tooEarly.start(), PATIENCE))
                .hasMessageContaining("version 0")
                .hasMessageContaining("migrate");

        execute(source, kind.script());

        JdbcArchive archive = JdbcArchive.builder(source).migrate(false).build();
        Stages.done(archive.start(), PATIENCE);
        JdbcArchive another = JdbcArchive.builder(source).build();
        Stages.done(another.start(), PATIENCE);
        archive.stop();
        another.stop();
    }

    @ParameterizedTest
    @EnumSource
    void tablesOfALaterVersionAreRefused(Kind kind) throws Exception {
        DataSource source = kind.source();
        execute(source, kind.script());
        execute(source, "INSERT INTO parlance_archive_schema (version) VALUES (2)");

        JdbcArchive archive = JdbcArchive.builder(source).build();

        assertThat(Stages.failure(archive.start(), PATIENCE))
                .hasMessageContaining("version 2")
                .hasMessageContaining("later");
    }

    private static void execute(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
