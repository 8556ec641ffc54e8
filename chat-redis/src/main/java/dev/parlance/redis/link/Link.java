package dev.parlance.redis.link;

import dev.parlance.complaint.Complaints;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.Protocol.Keyword;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A connection that commands go over, with what a new one learns first: which life of the store this is, what time it has, which epoch empty rooms tell,
 * and that all scripts are there. For one thread, but for {@link #cut}.
 */
public final class Link {
    private static final Logger LOG = LoggerFactory.getLogger(Link.class);
    private static final Complaints COMPLAINTS = new Complaints(LOG::warn, LOG::error);
    private static final Pattern REPLICATION_ID = Pattern.compile("master_replid:(\\p{XDigit}+)");

    private static final String UNTOLD = "-";

    private final Connection connection;
    private final StoreFacts facts;
    private final List<Script> scripts;
    private final String generation;
    private final Object id;

    private Link(Connection connection, StoreFacts facts, List<Script> scripts) {
        this.connection = connection;
        this.facts = facts;
        this.scripts = scripts;
        this.generation = readGeneration();
        loadScripts();
        facts.learn(execute(facts.question()));
        this.id = Replies.present(execute(new CommandArguments(Command.CLIENT).add(Keyword.ID)));
    }

    /** Connects; throws what Jedis throws. */
    public static Link open(Access access, StoreFacts facts, List<Script> scripts) {
        Connection connection = access.connect();
        try {
            connection.setSoTimeout(Math.toIntExact(access.timeout().toMillis()));
            return new Link(connection, facts, scripts);
        } catch (RuntimeException e) {
            drop(connection);
            throw e;
        }
    }

    /** The replication id of the master: another one after each restart and each promotion, when it may have fallen behind itself. */
    public String generation() {
        return generation;
    }

    /** What this node knows of its store. */
    public StoreFacts facts() {
        return facts;
    }

    /** What tests add to the clock of the store. */
    public long shiftMillis() {
        return facts.shiftMillis();
    }

    void loadScripts() {
        load(StoreFacts.BEGIN);
        scripts.forEach(this::load);
        for (Object reply : connection.getMany(scripts.size() + 1)) {
            if (reply instanceof JedisDataException refused) {
                throw refused;
            }
        }
    }

    private void load(Script script) {
        connection.sendCommand(
                new CommandArguments(Command.SCRIPT).add(Keyword.LOAD).add(script.text()));
    }

    /**
     * Has the store forget what it has not read of a connection that broke: what is sent again here must not be executed once more afterwards. Numbers of
     * connections mean something within one life of the store only.
     */
    void supersede(Link former) {
        if (generation.equals(former.generation) && !generation.equals(UNTOLD)) {
            try {
                execute(new CommandArguments(Command.CLIENT)
                        .add(Keyword.KILL)
                        .add(Keyword.ID)
                        .add(former.id));
            } catch (JedisDataException e) {
                LOG.debug("the connection before this one is gone already, or may not be ended", e);
            }
        }
    }

    void send(CommandArguments arguments) {
        connection.sendCommand(arguments);
    }

    /** Sends what has gathered, and reads the first answer. */
    Object firstReply() {
        return connection.getOne();
    }

    Object nextReply() {
        return connection.getUnflushedObject();
    }

    void close() {
        drop(connection);
    }

    /** Ends a read that is under way in another thread. */
    void cut() {
        cut(connection);
    }

    /** The same of any connection. */
    public static void cut(Connection connection) {
        try {
            connection.forceDisconnect();
        } catch (IOException | RuntimeException e) {
            LOG.debug("a connection was gone already", e);
        }
    }

    /** Closes a connection so that no pool takes it back. */
    public static void drop(Connection connection) {
        connection.setBroken();
        cut(connection);
        try {
            connection.close();
        } catch (RuntimeException e) {
            LOG.debug("a connection was gone already", e);
        }
    }

    private String readGeneration() {
        try {
            Object info = execute(new CommandArguments(Command.INFO).add("replication"));
            String text = Replies.text(info);
            if (text.contains("role:slave")) {
                // it has its master's id, and would still show that one on this connection after its promotion
                throw new JedisException("this is a replica");
            }
            Matcher id = REPLICATION_ID.matcher(text);
            if (id.find()) {
                return id.group(1);
            }
        } catch (JedisDataException e) {
            if (Refusals.passes(Refusals.reason(e))) {
                throw e;
            }
            LOG.debug("INFO replication is refused", e);
        }
        COMPLAINTS.warn("this store does not tell its replication id: should it fall back, nobody will notice", null);
        return UNTOLD;
    }

    private Object execute(CommandArguments arguments) {
        connection.sendCommand(arguments);
        return connection.getOne();
    }
}
