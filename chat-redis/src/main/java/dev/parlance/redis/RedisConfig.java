package dev.parlance.redis;

import dev.parlance.redis.link.Access;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisProtocol;

/**
 * How to reach a Redis, 6.2 or later, and how long to wait for it. Immutable. A password is kept for connecting and shown nowhere.
 *
 * <p>A node takes two connections: one for all commands, one for all subscriptions.
 */
public final class RedisConfig {
    private final Access access;
    private final String prefix;

    private RedisConfig(Builder builder, Supplier<Connection> connections, String address) {
        this.access = new Access(connections, address, builder.timeout, builder.maxPending);
        this.prefix = builder.prefix;
    }

    /**
     * Starts from the defaults.
     *
     * @return a builder, for one thread
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The defaults with a URL.
     *
     * @param url see {@link Builder#url}
     * @return the configuration
     * @throws IllegalArgumentException if that is not such a URL
     */
    public static RedisConfig of(String url) {
        return builder().url(url).build();
    }

    /**
     * With what the names of all keys and channels begin.
     *
     * @return the prefix
     */
    public String prefix() {
        return prefix;
    }

    /**
     * How long an operation, or a connection attempt, may take.
     *
     * @return the deadline
     */
    public Duration timeout() {
        return access.timeout();
    }

    /**
     * How many operations may wait or be under way.
     *
     * @return the bound
     */
    public int maxPending() {
        return access.maxPending();
    }

    /** All but the names. */
    Access access() {
        return access;
    }

    @Override
    public String toString() {
        return "RedisConfig[" + access.address() + ", prefix " + prefix + ", timeout " + timeout() + ", maxPending "
                + maxPending() + "]";
    }

    /** Collects a {@link RedisConfig}; not safe for use by several threads. */
    public static final class Builder {
        private @Nullable String url;
        private @Nullable RedisClient client;
        private String prefix = "chat:";
        private Duration timeout = Duration.ofSeconds(2);
        private int maxPending = 10_000;

        private final Set<String> nulls = new TreeSet<>();

        private Builder() {}

        private void note(String what, @Nullable Object value) {
            if (value == null) {
                nulls.add(what);
            } else {
                nulls.remove(what);
            }
        }

        /**
         * Connects to an address.
         *
         * @param value {@code redis://[[user]:password@]host[:port][/database]}, or {@code rediss://} for TLS with the platform's trusted
         *     certificates and the host's name checked. User and password are percent-encoded UTF-8: {@code %}, {@code /}, {@code ?}, {@code #}, white space and a
         *     colon in the user must be. A host is a name (an underscore is none too odd), an IPv4 address, or an IPv6 address in brackets. Default: {@code
         *     redis://localhost:6379}
         * @return this
         */
        public Builder url(String value) {
            note("url", value);
            this.url = value;
            return this;
        }

        /**
         * Takes connections from the pool of a client of the host's, which must have two to spare for each node, and stays the host's to close. Connections
         * are not given back to the pool in use, but dropped.
         *
         * @param value a client for one Redis, not a cluster
         * @return this
         */
        public Builder client(RedisClient value) {
            note("client", value);
            this.client = value;
            return this;
        }

        /**
         * Sets apart what shares a Redis. Channels know no databases: two services in one Redis need two prefixes, even if each has a database of its own.
         *
         * @param value 1 to 64 visible ASCII characters without braces; default {@code chat:}
         * @return this
         */
        public Builder prefix(String value) {
            note("prefix", value);
            this.prefix = value;
            return this;
        }

        /**
         * Limits how long an operation, and how long a connection attempt, may take.
         *
         * @param value 100 milliseconds to 60 seconds; default 2 seconds
         * @return this
         */
        public Builder timeout(Duration value) {
            note("timeout", value);
            this.timeout = value;
            return this;
        }

        /**
         * Limits how many operations may wait or be under way; one more fails at once, and may be tried again. All of them together may also
         * hold no more than 64 MB.
         *
         * @param value 100 to 1,000,000; default 10,000
         * @return this
         */
        public Builder maxPending(int value) {
            this.maxPending = value;
            return this;
        }

        /**
         * Checks and builds.
         *
         * @return the configuration
         * @throws IllegalArgumentException naming every fault, and no password
         * @throws IllegalStateException if the Jedis that is there is older than 7.4
         */
        public RedisConfig build() {
            JedisVersion.check();
            List<String> faults = new ArrayList<>();
            nulls.forEach(what -> faults.add(what + " must not be null"));
            if (prefix != null && !prefix.matches("[!-z|~]{1,64}")) {
                faults.add("prefix must be 1 to 64 visible ASCII characters without braces");
            }
            if (timeout != null
                    && (timeout.compareTo(Duration.ofMillis(100)) < 0
                            || timeout.compareTo(Duration.ofSeconds(60)) > 0)) {
                faults.add("timeout must be 100 milliseconds to 60 seconds, not " + timeout);
            }
            if (maxPending < 100 || maxPending > 1_000_000) {
                faults.add("maxPending must be 100 to 1,000,000, not " + maxPending);
            }
            if (url != null && client != null) {
                faults.add("give a URL or a client, not both");
            }
            RedisUrl parsed = parse(faults);
            if (parsed == null || !faults.isEmpty()) {
                throw new IllegalArgumentException(String.join("; ", faults));
            }
            RedisClient lent = client;
            return lent == null
                    ? new RedisConfig(this, connector(parsed), parsed.toString())
                    : new RedisConfig(this, () -> lent.getPool().getResource(), "the Redis of the host's client");
        }

        private @Nullable RedisUrl parse(List<String> faults) {
            try {
                return RedisUrl.parse(url == null ? RedisUrl.DEFAULT : url);
            } catch (IllegalArgumentException e) {
                faults.add(String.valueOf(e.getMessage()));
                return null;
            }
        }

        // nothing here that came or went between Jedis 7.4 and 8.0: hosts bring either
        private Supplier<Connection> connector(RedisUrl to) {
            int millis = Math.toIntExact(timeout.toMillis());
            DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                    .protocol(RedisProtocol.RESP2)
                    .user(to.user())
                    .password(to.password())
                    .database(to.database())
                    .connectionTimeoutMillis(millis)
                    .socketTimeoutMillis(millis)
                    .clientName("parlance");
            if (to.tls()) {
                // by itself Jedis 7 takes a certificate for any name
                SSLParameters checked = new SSLParameters();
                checked.setEndpointIdentificationAlgorithm("HTTPS");
                config.ssl(true).sslParameters(checked);
            }
            JedisClientConfig settings = config.build();
            HostAndPort place = new HostAndPort(to.host(), to.port());
            return () -> new Connection(new DefaultJedisSocketFactory(place, settings), settings);
        }
    }
}
