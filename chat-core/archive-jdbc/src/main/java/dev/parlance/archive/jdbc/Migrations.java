package dev.parlance.archive.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Brings the tables to the version of this one, by the same scripts that a host's Flyway would run; or says that they are not. */
final class Migrations {
    private static final String TABLE = "parlance_archive_schema";
    /** Script n makes version n. */
    private static final List<String> SCRIPTS = List.of("V1__archive.sql");

    private final Database database;
    private final Connection connection;

    Migrations(Database database, Connection connection) {
        this.database = database;
        this.connection = connection;
    }

    void run() throws SQLException {
        if (version() < SCRIPTS.size()) { // without a right to define anything, where nothing has to be
            Runnable unlock = database.lockSchema(connection);
            try {
                for (int version = version(); version < SCRIPTS.size(); version++) {
                    execute(SCRIPTS.get(version));
                }
            } finally {
                unlock.run();
            }
        }
        check();
    }

    void check() throws SQLException {
        int found = version();
        if (found != SCRIPTS.size()) {
            throw new IllegalStateException("the archive's tables are of version " + found + ", this one needs version "
                    + SCRIPTS.size() + ": " + (found < SCRIPTS.size() ? "migrate them" : "use a later one"));
        }
    }

    private int version() throws SQLException {
        if (!database.hasTable(connection, TABLE)) {
            return 0;
        }
        return Sql.first(connection, "SELECT coalesce(max(version), 0) FROM " + TABLE, row -> row.getInt(1))
                .orElse(0);
    }

    private void execute(String script) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(read("/db/parlance/" + database.scripts() + "/" + script));
        }
    }

    static String read(String name) {
        try (InputStream script = Migrations.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
