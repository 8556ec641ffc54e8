package dev.parlance.archive.jdbc;

import java.util.Map;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Where the tests' tables are: each name is a schema, or a database in memory, of its own. */
final class Sources {
    private Sources() {}

    static DataSource h2(String name) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1");
        return source;
    }

    static DataSource postgres(String schema) {
        PostgresServer server = PostgresServer.shared();
        server.execute("CREATE SCHEMA IF NOT EXISTS " + schema);
        return postgres(server, schema);
    }

    static PGSimpleDataSource postgres(PostgresServer server, String schema) {
        Map<String, String> login = server.login();
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(server.url());
        source.setUser(login.get("user"));
        source.setPassword(login.get("password"));
        source.setCurrentSchema(schema);
        return source;
    }
}
