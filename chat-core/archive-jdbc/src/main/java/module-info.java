/** An archive of all that was said, in a database that the host has: PostgreSQL, or H2. */
module dev.parlance.archive.jdbc {
    exports dev.parlance.archive.jdbc;

    requires transitive dev.parlance;
    requires transitive java.sql;
    requires static org.jspecify;
}
