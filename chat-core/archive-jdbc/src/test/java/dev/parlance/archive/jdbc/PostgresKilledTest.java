package dev.parlance.archive.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.tck.harness.Stages;
import dev.parlance.tck.harness.Wait;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What an archive does whose PostgreSQL is killed, frozen or full, or in whose way somebody stands. */
class PostgresKilledTest {
    private static PGSimpleDataSource source(PostgresServer server) {
        PGSimpleDataSource source = Sources.postgres(server, "public");
        source.setOptions("-c synchronous_commit=on"); // what is acknowledged is to be there after a crash
        return source;
    }

    private static JdbcArchive started(PostgresServer server, Duration timeout) {
        JdbcArchive archive =
                JdbcArchive.builder(source(server)).timeout(timeout).build();
        Stages.done(archive.start(), ArchivedTalk.PATIENCE);
        return archive;
    }

    @Test
    void whatWasAcknowledgedIsThereOnceAfterTheDatabaseWasKilledAgainAndAgain() {
        try (PostgresServer server = PostgresServer.start()) {
            JdbcArchive archive = started(server, Duration.ofSeconds(10));
            ArchivedTalk talk = new ArchivedTalk("lobby");
            AtomicLong acknowledged = new AtomicLong();
            CompletableFuture<Void> saver = CompletableFuture.runAsync(() -> {
                while (acknowledged.get() < 4_000) {
                    long mark = acknowledged.get();
                    try {
                        acknowledged.set(talk.save(archive, mark, mark + 7)
                                .toCompletableFuture()
                                .join()
                                .offset());
                    } catch (CompletionException e) {
                        assertThat(((ChatException) e.getCause()).retryable()).isTrue();
                    }
                }
            });
            for (int crash = 1; crash <= 3; crash++) {
                long goal = crash * 700L;
                Wait.until(() -> "it has saved " + goal, ArchivedTalk.PATIENCE, () -> acknowledged.get() >= goal);
                server.kill();
                long before = acknowledged.get();
                server.restart();
                assertThat(talk.offsets(archive))
                        .startsWith(ArchivedTalk.upTo(before).toArray(Long[]::new));
            }
            Stages.done(saver, ArchivedTalk.PATIENCE);

            assertThat(talk.offsets(archive)).isEqualTo(ArchivedTalk.upTo(acknowledged.get()));
            archive.stop();
        }
    }

    @Test
    void aFrozenDatabaseFailsCallsInTimeAndLetsItStop() {
        try (PostgresServer server = PostgresServer.start()) {
            JdbcArchive archive = started(server, Duration.ofSeconds(1));
            ArchivedTalk talk = new ArchivedTalk("lobby");
            Stages.done(talk.save(archive, 0, 10), ArchivedTalk.PATIENCE);
            try {
                server.freeze();
                for (int call = 0; call < 6; call++) { // more than it has threads
                    assertThat(Stages.failure(talk.save(archive, 10, 20), ArchivedTalk.PATIENCE))
                            .isInstanceOfSatisfying(ChatException.class, late -> {
                                assertThat(late.code()).isEqualTo(ErrorCode.BROKER_UNAVAILABLE);
                                assertThat(late.retryable()).isTrue();
                            });
                }
                Stages.done(archive.stop(), ArchivedTalk.PATIENCE);
            } finally {
                server.thaw();
            }

            JdbcArchive next = started(server, Duration.ofSeconds(10));
            Stages.done(talk.save(next, 10, 20), ArchivedTalk.PATIENCE);
            assertThat(talk.offsets(next)).isEqualTo(ArchivedTalk.upTo(20));
            next.stop();
        }
    }

    @Test
    void aFullDiskFailsTheWholeBatchAndOnceThereIsRoomItIsSaved() {
        try (PostgresServer server = PostgresServer.start()) {
            JdbcArchive archive = started(server, Duration.ofSeconds(30));
            ArchivedTalk talk = new ArchivedTalk("lobby");
            String text = incompressible(1_800);
            server.limitFiles(18L << 20); // a segment of its log, which is not to fail, has 16 MB
            long mark = 0;
            Throwable full = null;
            while (full == null && mark < 40_000) {
                try {
                    Stages.done(archive.save(List.of(talk.batch(mark, mark + 500, text))), ArchivedTalk.PATIENCE);
                    mark += 500;
                } catch (ChatException e) {
                    full = e;
                }
            }
            assertThat(full)
                    .isInstanceOfSatisfying(
                            ChatException.class, e -> assertThat(e.retryable()).isTrue());
            assertThat(talk.offsets(archive)).isEqualTo(ArchivedTalk.upTo(mark));

            server.limitFiles(-1);
            Stages.done(archive.save(List.of(talk.batch(mark, mark + 500, text))), ArchivedTalk.PATIENCE);
            assertThat(talk.offsets(archive)).isEqualTo(ArchivedTalk.upTo(mark + 500));
            archive.stop();
        }
    }

    /** Signs of which a database can save no space, and of which none is part of a word. */
    private static String incompressible(int length) {
        return new Random(1)
                .ints(length, '!', '/')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
