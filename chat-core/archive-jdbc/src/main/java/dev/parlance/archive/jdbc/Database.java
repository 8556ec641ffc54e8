package dev.parlance.archive.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What two databases say differently. */
interface Database {
    /** Says which it is. */
    static Database of(Connection connection) throws SQLException {
        DatabaseMetaData about = connection.getMetaData();
        String name = about.getDatabaseProductName();
        int version = about.getDatabaseMajorVersion();
        if (name.equals("PostgreSQL") && version >= 11) {
            return new PostgresDatabase();
        }
        if (name.equals("H2") && version >= 2) {
            return new H2Database();
        }
        throw new IllegalStateException(
                "the archive works on PostgreSQL 11 or later and on H2 2.x, not on " + name + " " + version);
    }

    /** Where its scripts are, below {@code db/parlance}. */
    String scripts();

    /** Whether there is a table of that name, in lower case. */
    boolean hasTable(Connection connection, String name) throws SQLException;

    /** Lets one node at a time go on: until the transaction ends, or until what it returns is run. */
    Runnable lockSchema(Connection connection) throws SQLException;

    /** Has the server give up what this transaction does, waits for or holds after a time, whatever becomes of this node. */
    void bound(Connection connection, Duration time) throws SQLException;

    /** Makes rows of rooms, but of those that have one. */
    void createRooms(Connection connection, Collection<String> roomIds) throws SQLException;

    /** Locks rooms until the transaction ends, in the order of their keys, so that no two wait for each other. */
    List<RoomRow> lockRooms(Connection connection, Collection<String> roomIds) throws SQLException;

    /** Puts states of messages, each message once, over older ones. */
    void put(Connection connection, List<MessageRow> rows) throws SQLException;

    /** Puts who reacted or is mentioned, each once a message and emoji. */
    void putPeople(Connection connection, List<PersonRow> rows) throws SQLException;

    /** Replaces a row's message by what is left of it. */
    void replace(Connection connection, List<MessageRow> rows) throws SQLException;

    /** Reads the newest posts before one, and of those the ones that may have some pieces of text in them. */
    List<MessageRow> scan(Connection connection, PostPlace before, int posts, Set<Integer> grams) throws SQLException;

    /** Whether {@link #find} does anything. */
    boolean hasIndex();

    /** Reads posts before one that may have some pieces of text in them, newest first, however old they are. */
    List<MessageRow> find(Connection connection, PostPlace before, int limit, Set<Integer> grams) throws SQLException;
}
