package dev.parlance.archive.jdbc;

import dev.parlance.archive.ArchiveBatch;
import dev.parlance.archive.ArchiveCursor;
import dev.parlance.archive.ArchiveStore;
import dev.parlance.archive.ArchivedChanges;
import dev.parlance.archive.Erasure;
import dev.parlance.archive.FoundMessages;
import dev.parlance.archive.SearchQuery;
import dev.parlance.broker.LogEnd;
import dev.parlance.broker.WholeMessage;
import dev.parlance.model.MessagePage;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Messages kept for good in the host's database: PostgreSQL 11 or later, or H2 2.x. The tables are its own ({@code parlance_archive_...}), in whichever schema the data source leads to; any number of nodes use them at
 * once. See {@code docs/ARCHIVE.md}.
 *
 * <p>Calls of the database block, and so run on an executor: the one that the host lends, or threads of its own. Each call is over within {@link Builder#timeout}, whatever the database does: its stage
 * fails then with {@code BROKER_UNAVAILABLE}, retryable, and its connection is cut ({@link Connection#abort}), which the data source's pool has to bear. How long it waits for a connection that the pool does not give is the
 * pool's matter, but no caller waits longer than the time-out. Of calls beyond {@link Builder#maxCalls} each fails with {@code OVERLOADED}. Safe for use by many threads; stages complete on the executor's threads or its own.
 */
public final class JdbcArchive implements ArchiveStore {
    /** To make tables may take longer than to write into them. */
    private static final Duration LEAST_START = Duration.ofMinutes(1);

    private static final int ERASED_AT_ONCE = 1_000;

    private final DatabaseCalls calls;
    private final boolean migrate;
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile @Nullable Database opened;

    private JdbcArchive(Builder builder) {
        calls = new DatabaseCalls(builder.source, builder.executor, builder.threads, builder.maxCalls, builder.timeout);
        migrate = builder.migrate;
    }

    /**
     * Starts the description of an archive.
     *
     * @param source gives connections, a pool as a rule, at least as many as there are threads; stays the host's and is not closed
     * @return a builder, for one thread
     */
    public static Builder builder(DataSource source) {
        return new Builder(source);
    }

    /** Describes a {@link JdbcArchive}; not safe for use by several threads. */
    public static final class Builder {
        private final DataSource source;
        private @Nullable Executor executor;
        private int threads = 4;
        private int maxCalls = 1_000;
        private Duration timeout = Duration.ofSeconds(10);
        private boolean migrate = true;

        private Builder(DataSource source) {
            this.source = source;
        }

        /**
         * Lends threads that may block: virtual ones, for instance. What stops it is the host's matter.
         *
         * @param value runs the calls; null for threads of the archive's own
         * @return this
         */
        public Builder executor(@Nullable Executor value) {
            executor = value;
            return this;
        }

        /**
         * Says how many threads it has of its own, where none are lent.
         *
         * @param value 1 to 256, 4 unless said
         * @return this
         */
        public Builder threads(int value) {
            threads = value;
            return this;
        }

        /**
         * Bounds what waits.
         *
         * @param value how many calls may be under way or wait for a thread, 1 to 1,000,000, 1,000 unless said
         * @return this
         */
        public Builder maxCalls(int value) {
            maxCalls = value;
            return this;
        }

        /**
         * Bounds how long a call takes, from the moment it is asked for.
         *
         * @param value 10 ms to an hour, 10 seconds unless said. A start may take a minute if this is less; of an erasure each of its transactions counts
         * @return this
         */
        public Builder timeout(Duration value) {
            timeout = value;
            return this;
        }

        /**
         * Says who makes the tables.
         *
         * @param value true, unless said, for the start of the archive; false if the host runs the scripts under {@code db/parlance}: then the start checks that it has
         * @return this
         */
        public Builder migrate(boolean value) {
            migrate = value;
            return this;
        }

        /**
         * Builds; nothing is connected before {@link JdbcArchive#start}.
         *
         * @return an archive
         * @throws IllegalArgumentException naming all that is out of bounds
         */
        public JdbcArchive build() {
            StringBuilder faults = new StringBuilder();
            if (threads < 1 || threads > 256) {
                faults.append("threads must be 1 to 256, not ").append(threads).append("; ");
            }
            if (maxCalls < 1 || maxCalls > 1_000_000) {
                faults.append("maxCalls must be 1 to 1,000,000, not ")
                        .append(maxCalls)
                        .append("; ");
            }
            if (timeout.compareTo(Duration.ofMillis(10)) < 0 || timeout.compareTo(Duration.ofHours(1)) > 0) {
                faults.append("timeout must be 10 ms to an hour, not ")
                        .append(timeout)
                        .append("; ");
            }
            if (!faults.isEmpty()) {
                throw new IllegalArgumentException(faults.substring(0, faults.length() - 2));
            }
            return new JdbcArchive(this);
        }
    }

    @Override
    public CompletionStage<Void> start() {
        if (started.getAndSet(true)) {
            return CompletableFuture.failedFuture(new IllegalStateException("an archive starts once"));
        }
        Duration time = calls.timeout().compareTo(LEAST_START) > 0 ? calls.timeout() : LEAST_START;
        return calls.prepare(time, connection -> {
                    Database database = Database.of(connection);
                    Migrations migrations = new Migrations(database, connection);
                    if (migrate) {
                        migrations.run();
                    } else {
                        migrations.check();
                    }
                    return database;
                })
                .thenAccept(database -> {
                    opened = database;
                    calls.open();
                });
    }

    @Override
    public CompletionStage<Void> stop() {
        started.set(true);
        calls.close();
        return CompletableFuture.completedFuture(null);
    }

    private Database database() {
        Database database = opened;
        if (database == null) {
            throw new IllegalStateException("not started");
        }
        return database;
    }

    private <T> CompletionStage<T> transaction(DatabaseCall.Task<T> task) {
        return calls.transaction(connection -> {
            database().bound(connection, calls.timeout());
            return task.with(connection);
        });
    }

    /** What is read of a room, or what there is instead if it has none. */
    private <T> CompletionStage<T> read(RoomId roomId, T nothing, Reading<T> reading) {
        return calls.read(connection -> {
            ArchiveReader reader = ArchiveReader.of(connection, roomId).orElse(null);
            return reader == null ? nothing : reading.of(reader);
        });
    }

    private interface Reading<T> {
        T of(ArchiveReader reader) throws SQLException;
    }

    @Override
    public CompletionStage<Map<RoomId, Position>> save(List<ArchiveBatch> batches) {
        List<ArchiveBatch> all = List.copyOf(batches);
        return transaction(connection -> new ArchiveWriter(connection, database()).save(all));
    }

    @Override
    public CompletionStage<Optional<LogEnd>> end(RoomId roomId) {
        return read(roomId, Optional.empty(), ArchiveReader::end);
    }

    @Override
    public CompletionStage<MessagePage> page(RoomId roomId, ArchiveCursor cursor, int limit) {
        return calls.read(connection -> {
            ArchiveReader reader = ArchiveReader.of(connection, roomId).orElse(null);
            if (reader == null && cursor.from() != null) {
                throw EpochRows.lost();
            }
            return reader == null ? nothing() : reader.page(cursor, limit);
        });
    }

    private static MessagePage nothing() {
        return new MessagePage(List.of(), false);
    }

    @Override
    public CompletionStage<ArchivedChanges> changed(RoomId roomId, Position since, int limit) {
        return calls.read(connection -> ArchiveReader.of(connection, roomId)
                .orElseThrow(EpochRows::lost)
                .changed(since, limit));
    }

    @Override
    public CompletionStage<Boolean> knows(RoomId roomId, Position position) {
        return read(roomId, false, reader -> reader.knows(position));
    }

    @Override
    public CompletionStage<Optional<WholeMessage>> message(RoomId roomId, Position position) {
        return read(roomId, Optional.empty(), reader -> reader.message(position));
    }

    @Override
    public CompletionStage<MessagePage> messages(RoomId roomId, List<Position> positions) {
        List<Position> all = List.copyOf(positions);
        return read(roomId, nothing(), reader -> reader.messages(all));
    }

    @Override
    public CompletionStage<MessagePage> replies(RoomId roomId, Position root, int limit, @Nullable Position after) {
        return read(roomId, nothing(), reader -> reader.replies(root, limit, after));
    }

    @Override
    public CompletionStage<MessagePage> pins(RoomId roomId) {
        return read(roomId, nothing(), ArchiveReader::pins);
    }

    @Override
    public CompletionStage<Map<Position, Set<String>>> reactionsOf(
            RoomId roomId, UserId userId, List<Position> messages) {
        List<Position> all = List.copyOf(messages);
        return read(roomId, Map.of(), reader -> reader.reactionsOf(userId, all));
    }

    @Override
    public CompletionStage<FoundMessages> search(SearchQuery query) {
        return transaction(connection -> ArchiveSearch.run(connection, database(), query));
    }

    @Override
    public CompletionStage<Optional<Position>> at(RoomId roomId, Instant time) {
        return read(roomId, Optional.empty(), reader -> reader.at(time));
    }

    @Override
    public CompletionStage<Long> expire(@Nullable RoomId roomId, List<RoomId> except, Instant before, int limit) {
        String room = roomId == null ? null : roomId.value();
        List<String> others = except.stream().map(RoomId::value).toList();
        return transaction(connection -> new Forgetting(connection, database()).older(room, others, before, limit));
    }

    @Override
    public CompletionStage<Erasure> eraseUser(UserId userId) {
        return inSteps(new Erasure(0, 0), connection -> new UserErasure(connection, database(), userId).some());
    }

    @Override
    public CompletionStage<Erasure> eraseRoom(RoomId roomId) {
        return inSteps(new Erasure(0, 0), connection -> {
            RoomRow room = RoomRows.find(connection, roomId).orElse(null);
            if (room == null) {
                return Optional.empty();
            }
            Forgetting.Forgotten gone = new Forgetting(connection, database()).some(room, ERASED_AT_ONCE);
            return gone.messages() == 0
                    ? Optional.empty()
                    : Optional.of(new Erasure(gone.messages(), gone.reactions()));
        });
    }

    /** A transaction after the other, so that none is long, until one finds nothing to do. */
    private CompletionStage<Erasure> inSteps(Erasure before, DatabaseCall.Task<Optional<Erasure>> step) {
        return transaction(step).thenCompose(done -> {
            if (done.isEmpty()) {
                return CompletableFuture.completedFuture(before);
            }
            Erasure some = done.get();
            return inSteps(
                    new Erasure(before.messages() + some.messages(), before.reactions() + some.reactions()), step);
        });
    }

    @Override
    public CompletionStage<MessagePage> saidBy(UserId userId, @Nullable StoredPlace after, int limit) {
        return calls.read(connection -> ArchiveReader.saidBy(connection, userId, after, limit));
    }
}
