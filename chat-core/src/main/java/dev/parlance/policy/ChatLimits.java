package dev.parlance.policy;

import static java.util.Objects.requireNonNull;

import dev.parlance.model.MessageDraft;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a connection, a user and a node may do, and how long things last. Immutable. */
public final class ChatLimits {
    /** The defaults, as each builder method says. */
    public static final ChatLimits DEFAULT = builder().build();

    private final int maxMessageLength;
    private final int maxRoomsPerSession;
    private final int maxRoomsPerUser;
    private final int maxRoomsPerNode;
    private final Map<Metered, Rate> connectionRates;
    private final Map<Metered, Rate> userRates;
    private final int maxRoomMembers;
    private final int maxFollowedRooms;
    private final int roomsCreatedPerHour;
    private final int roomCreationBurst;
    private final int maxPendingCommands;
    private final Duration authenticationTimeout;
    private final int maxAuthenticationAttempts;
    private final int concurrentAuthentications;
    private final int pendingAuthentications;
    private final Duration policyTimeout;
    private final Duration typingTimeout;
    private final Duration presenceGrace;
    private final int logLinesPerSecond;
    private final int logLineBurst;

    private ChatLimits(Builder builder) {
        this.maxMessageLength = builder.maxMessageLength;
        this.maxRoomsPerSession = builder.maxRoomsPerSession;
        this.maxRoomsPerUser = builder.maxRoomsPerUser;
        this.maxRoomsPerNode = builder.maxRoomsPerNode;
        this.connectionRates = new EnumMap<>(builder.connectionRates);
        this.userRates = new EnumMap<>(builder.userRates);
        this.maxRoomMembers = builder.maxRoomMembers;
        this.maxFollowedRooms = builder.maxFollowedRooms;
        this.roomsCreatedPerHour = builder.roomsCreatedPerHour;
        this.roomCreationBurst = builder.roomCreationBurst;
        this.maxPendingCommands = builder.maxPendingCommands;
        this.authenticationTimeout = builder.authenticationTimeout;
        this.maxAuthenticationAttempts = builder.maxAuthenticationAttempts;
        this.concurrentAuthentications = builder.concurrentAuthentications;
        this.pendingAuthentications = builder.pendingAuthentications;
        this.policyTimeout = builder.policyTimeout;
        this.typingTimeout = builder.typingTimeout;
        this.presenceGrace = builder.presenceGrace;
        this.logLinesPerSecond = builder.logLinesPerSecond;
        this.logLineBurst = builder.logLineBurst;
    }

    /**
     * Starts from the defaults.
     *
     * @return a builder, for one thread
     */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the longest text of a message, in UTF-16 characters} */
    public int maxMessageLength() {
        return maxMessageLength;
    }

    /** {@return how many rooms a session may be in at once, 1 or more} */
    public int maxRoomsPerSession() {
        return maxRoomsPerSession;
    }

    /** {@return how many members a room's record may name, 1 or more} */
    public int maxRoomMembers() {
        return maxRoomMembers;
    }

    /** {@return how many rooms a user may follow, 1 or more} */
    public int maxFollowedRooms() {
        return maxFollowedRooms;
    }

    /** {@return how many rooms an hour a user may create in the long run, 1 or more} */
    public int roomsCreatedPerHour() {
        return roomsCreatedPerHour;
    }

    /** {@return how many rooms a user may create at once, 1 or more} */
    public int roomCreationBurst() {
        return roomCreationBurst;
    }

    /** {@return in how many rooms the sessions of a user may be on all nodes, each session counted for itself, 1 or more} */
    public int maxRoomsPerUser() {
        return maxRoomsPerUser;
    }

    /** {@return how many rooms the users of a node may be in, 1 or more} */
    public int maxRoomsPerNode() {
        return maxRoomsPerNode;
    }

    /**
     * How much a connection may do.
     *
     * @param what of what
     * @return so much
     */
    public Rate connectionRate(Metered what) {
        return requireNonNull(connectionRates.get(what));
    }

    /**
     * How much a user may do over all connections and nodes.
     *
     * @param what of what
     * @return so much
     */
    public Rate userRate(Metered what) {
        return requireNonNull(userRates.get(what));
    }

    /** {@return how many commands of a session may wait while an earlier one is being decided, 1 or more} */
    public int maxPendingCommands() {
        return maxPendingCommands;
    }

    /** {@return how long a connection may stay without authenticating, more than zero} */
    public Duration authenticationTimeout() {
        return authenticationTimeout;
    }

    /** {@return how often the host may refuse the credentials of a connection, 1 or more; with the last it is closed} */
    public int maxAuthenticationAttempts() {
        return maxAuthenticationAttempts;
    }

    /** {@return how many logins the host is asked to decide at once, 1 or more} */
    public int concurrentAuthentications() {
        return concurrentAuthentications;
    }

    /** {@return how many more logins may wait for their turn, 1 or more} */
    public int pendingAuthentications() {
        return pendingAuthentications;
    }

    /** {@return how long the host may take to decide, more than zero} */
    public Duration policyTimeout() {
        return policyTimeout;
    }

    /** {@return how long typing lasts without being renewed, more than zero} */
    public Duration typingTimeout() {
        return typingTimeout;
    }

    /** {@return how long a user stays in a room after a lost connection, zero or more} */
    public Duration presenceGrace() {
        return presenceGrace;
    }

    /** {@return how many lines a second the process writes to the log of what others bring about, in the long run, 1 or more} */
    public int logLinesPerSecond() {
        return logLinesPerSecond;
    }

    /** {@return how many such lines the process writes at once, 1 or more} */
    public int logLineBurst() {
        return logLineBurst;
    }

    @Override
    public String toString() {
        return "ChatLimits[maxMessageLength " + maxMessageLength + ", maxRoomsPerSession " + maxRoomsPerSession
                + ", maxRoomsPerUser " + maxRoomsPerUser + ", maxRoomsPerNode " + maxRoomsPerNode
                + ", connectionRates " + connectionRates + ", userRates " + userRates
                + ", maxRoomMembers " + maxRoomMembers + ", maxFollowedRooms " + maxFollowedRooms
                + ", roomsCreatedPerHour " + roomsCreatedPerHour
                + ", roomCreationBurst " + roomCreationBurst + ", maxPendingCommands " + maxPendingCommands
                + ", authenticationTimeout " + authenticationTimeout
                + ", maxAuthenticationAttempts " + maxAuthenticationAttempts
                + ", concurrentAuthentications " + concurrentAuthentications
                + ", pendingAuthentications " + pendingAuthentications + ", policyTimeout " + policyTimeout
                + ", typingTimeout " + typingTimeout + ", presenceGrace " + presenceGrace
                + ", logLinesPerSecond " + logLinesPerSecond + ", logLineBurst " + logLineBurst + "]";
    }

    /** Collects {@link ChatLimits}; not safe for use by several threads. */
    public static final class Builder {
        private static final Duration LONGEST = Duration.ofDays(30);

        private int maxMessageLength = 4_000;
        private int maxRoomsPerSession = 100;
        private int maxRoomsPerUser = 1_000;
        private int maxRoomsPerNode = roomsForTheHeap();
        private final Map<Metered, Rate> connectionRates = new EnumMap<>(Metered.class);
        private final Map<Metered, Rate> userRates = new EnumMap<>(Metered.class);
        private int maxRoomMembers = 10_000;
        private int maxFollowedRooms = 1_000;
        private int roomsCreatedPerHour = 60;
        private int roomCreationBurst = 20;
        private int maxPendingCommands = 256;
        private Duration authenticationTimeout = Duration.ofSeconds(30);
        private int maxAuthenticationAttempts = 5;
        private int concurrentAuthentications = 16;
        private int pendingAuthentications = 1_000;
        private Duration policyTimeout = Duration.ofSeconds(10);
        private Duration typingTimeout = Duration.ofSeconds(6);
        private Duration presenceGrace = Duration.ofSeconds(5);
        private int logLinesPerSecond = 20;
        private int logLineBurst = 100;

        private final Set<String> nulls = new TreeSet<>();

        private Builder() {
            for (Metered what : Metered.values()) {
                connectionRates.put(what, what.ofConnection());
                userRates.put(what, what.ofUser());
            }
        }

        /**
         * Bounds a message's text.
         *
         * @param characters UTF-16 characters, 1 to {@value MessageDraft#MAX_TEXT}; default 4,000
         * @return this
         */
        public Builder maxMessageLength(int characters) {
            this.maxMessageLength = characters;
            return this;
        }

        /**
         * Bounds the rooms of a session.
         *
         * @param rooms 1 to 10,000; default 100
         * @return this
         */
        public Builder maxRoomsPerSession(int rooms) {
            this.maxRoomsPerSession = rooms;
            return this;
        }

        /**
         * Bounds the members of a room that has a record: clients make nobody one more ({@link dev.parlance.model.ErrorCode#TOO_MANY_MEMBERS}). Whoever is one stays one.
         *
         * @param members 1 to 1,000,000; default 10,000
         * @return this
         */
        public Builder maxRoomMembers(int members) {
            this.maxRoomMembers = members;
            return this;
        }

        /**
         * Bounds the rooms that a user follows; one more is refused with {@link dev.parlance.model.ErrorCode#TOO_MANY_ROOMS}. Whatever follows by itself, as who becomes a member does, is left undone then.
         *
         * @param rooms 1 to 100,000; default 1,000
         * @return this
         */
        public Builder maxFollowedRooms(int rooms) {
            this.maxFollowedRooms = rooms;
            return this;
        }

        /**
         * Bounds the rooms that a user gives a record, by {@code create_room} or as the first to open a direct one; beyond that they are refused with
         * {@link dev.parlance.model.ErrorCode#RATE_LIMITED}. A user who is on several nodes has the whole of it on each: over all of them it may be exceeded by as many times as there are such nodes.
         *
         * @param perHour in the long run, 1 to 1,000,000; default 60
         * @param burst at once, 1 to 1,000,000; default 20
         * @return this
         */
        public Builder roomCreation(int perHour, int burst) {
            this.roomsCreatedPerHour = perHour;
            this.roomCreationBurst = burst;
            return this;
        }

        /**
         * Bounds the rooms of a user over all its sessions and nodes, each session counted for itself; more are refused with {@link dev.parlance.model.ErrorCode#TOO_MANY_ROOMS}. Of the other nodes a
         * node knows what they said last, so the bound may be exceeded by what the user joins until their answers are there, see {@link Metered}; and by one
         * for each connection that joins at the same moment.
         *
         * @param rooms 1 to 1,000,000; default 1,000
         * @return this
         */
        public Builder maxRoomsPerUser(int rooms) {
            this.maxRoomsPerUser = rooms;
            return this;
        }

        /**
         * Bounds the rooms that the users of a node are in; whoever would be the first in one more is refused with {@link dev.parlance.model.ErrorCode#OVERLOADED}.
         *
         * @param rooms 1 to 10,000,000; default one for each 32 KB of the heap, at least 1,000
         * @return this
         */
        public Builder maxRoomsPerNode(int rooms) {
            this.maxRoomsPerNode = rooms;
            return this;
        }

        /**
         * Bounds what a connection does; more is refused with {@link dev.parlance.model.ErrorCode#RATE_LIMITED} and the time after which it makes sense again.
         *
         * @param what of what
         * @param rate how much; defaults are those of {@link Metered}
         * @return this
         */
        public Builder connectionRate(Metered what, Rate rate) {
            return rate("connectionRate", connectionRates, what, rate);
        }

        /**
         * Bounds what a user does over all connections and nodes, in the same way; how exactly, over several nodes, {@link Metered} says. The connection is asked first.
         *
         * @param what of what
         * @param rate how much; defaults are those of {@link Metered}
         * @return this
         */
        public Builder userRate(Metered what, Rate rate) {
            return rate("userRate", userRates, what, rate);
        }

        /**
         * Takes all that is counted as it comes, and has a user be in a million rooms: for load tests. What bounds memory stays.
         *
         * @return this
         */
        public Builder unlimitedRates() {
            connectionRates.replaceAll((what, rate) -> Rate.UNLIMITED);
            userRates.replaceAll((what, rate) -> Rate.UNLIMITED);
            maxRoomsPerUser = 1_000_000;
            return this;
        }

        private Builder rate(String setting, Map<Metered, Rate> rates, @Nullable Metered what, @Nullable Rate rate) {
            if (what == null || rate == null) {
                nulls.add(setting + " must not be given null");
            } else {
                rates.put(what, rate);
            }
            return this;
        }

        private static int roomsForTheHeap() {
            return (int)
                    Math.min(10_000_000, Math.max(1_000, Runtime.getRuntime().maxMemory() >> 15));
        }

        /**
         * Bounds the commands that wait while an earlier one of their session is being decided; more are refused as overloaded, and
         * so is what would have them hold more than 1 MB.
         *
         * @param commands 1 to 100,000; default 256
         * @return this
         */
        public Builder maxPendingCommands(int commands) {
            this.maxPendingCommands = commands;
            return this;
        }

        /**
         * Bounds the time until a connection has authenticated.
         *
         * @param timeout positive, at most 30 days; default 30 s
         * @return this
         */
        public Builder authenticationTimeout(Duration timeout) {
            this.authenticationTimeout = timeout;
            return this;
        }

        /**
         * Bounds how often a connection may try credentials that the host refuses; with the last it is closed with
         * {@link dev.parlance.transport.CloseReason#LOGIN_REFUSED}. Failures of the host itself do not count.
         *
         * @param attempts 1 to 1,000; default 5
         * @return this
         */
        public Builder maxAuthenticationAttempts(int attempts) {
            this.maxAuthenticationAttempts = attempts;
            return this;
        }

        /**
         * Bounds the logins of the node that are undecided, so that strangers who try tokens take no more than this from everyone else. Beyond both bounds
         * a login is refused with {@link dev.parlance.model.ErrorCode#OVERLOADED}.
         *
         * @param atOnce how many the host is asked at once, each on a thread of its own if the authenticator may block; 1 to 10,000; default 16
         * @param waiting how many more wait for their turn, 1 to 1,000,000; default 1,000
         * @return this
         */
        public Builder authentications(int atOnce, int waiting) {
            this.concurrentAuthentications = atOnce;
            this.pendingAuthentications = waiting;
            return this;
        }

        /**
         * Bounds how long authenticator, authorizer or an interceptor, and what transports ask the host, may take to decide, its wait for a thread included. Then the
         * client is told {@link dev.parlance.model.ErrorCode#HOST_UNAVAILABLE}, the thread that is still asking is interrupted, and an answer that comes
         * later is ignored. A session waits no longer for a broker either.
         *
         * @param timeout 1 ms to 30 days; default 10 s
         * @return this
         */
        public Builder policyTimeout(Duration timeout) {
            this.policyTimeout = timeout;
            return this;
        }

        /**
         * Says when typing ends by itself.
         *
         * @param timeout positive, at most 30 days; default 6 s
         * @return this
         */
        public Builder typingTimeout(Duration timeout) {
            this.typingTimeout = timeout;
            return this;
        }

        /**
         * Keeps the user of a lost connection in its rooms for a while, so that a reload makes no noise.
         *
         * @param grace zero to 30 days; default 5 s
         * @return this
         */
        public Builder presenceGrace(Duration grace) {
            this.presenceGrace = grace;
            return this;
        }

        /**
         * Bounds the lines that go to the log of what peers, hosts' code and stores bring about, so that nobody fills a disk; what is not written is counted, and the number is in the next line of that
         * kind. All engines and servers of a process share its log and so this bound: that of the engine which was built last counts. Not lifted by {@link #unlimitedRates}. Security events have a bound
         * of their own, see {@link ChatListener#securityEvent}.
         *
         * @param perSecond in the long run, 1 to 10,000; default 20
         * @param burst at once, 1 to 10,000; default 100
         * @return this
         */
        public Builder logLines(int perSecond, int burst) {
            this.logLinesPerSecond = perSecond;
            this.logLineBurst = burst;
            return this;
        }

        /**
         * Checks and builds.
         *
         * @return the limits
         * @throws IllegalArgumentException naming every fault
         */
        public ChatLimits build() {
            List<String> faults = new ArrayList<>(nulls);
            within(faults, "maxMessageLength", maxMessageLength, 1, MessageDraft.MAX_TEXT);
            within(faults, "maxRoomsPerSession", maxRoomsPerSession, 1, 10_000);
            within(faults, "maxRoomsPerUser", maxRoomsPerUser, 1, 1_000_000);
            within(faults, "maxRoomsPerNode", maxRoomsPerNode, 1, 10_000_000);
            within(faults, "maxRoomMembers", maxRoomMembers, 1, 1_000_000);
            within(faults, "maxFollowedRooms", maxFollowedRooms, 1, 100_000);
            within(faults, "roomsCreatedPerHour", roomsCreatedPerHour, 1, 1_000_000);
            within(faults, "roomCreationBurst", roomCreationBurst, 1, 1_000_000);
            within(faults, "maxPendingCommands", maxPendingCommands, 1, 100_000);
            within(faults, "maxAuthenticationAttempts", maxAuthenticationAttempts, 1, 1_000);
            within(faults, "concurrentAuthentications", concurrentAuthentications, 1, 10_000);
            within(faults, "pendingAuthentications", pendingAuthentications, 1, 1_000_000);
            within(faults, "logLinesPerSecond", logLinesPerSecond, 1, 10_000);
            within(faults, "logLineBurst", logLineBurst, 1, 10_000);
            within(faults, "policyTimeout", policyTimeout, Duration.ofMillis(1));
            within(faults, "authenticationTimeout", authenticationTimeout, Duration.ofNanos(1));
            within(faults, "typingTimeout", typingTimeout, Duration.ofNanos(1));
            within(faults, "presenceGrace", presenceGrace, Duration.ZERO);
            if (!faults.isEmpty()) {
                throw new IllegalArgumentException(String.join("; ", faults));
            }
            return new ChatLimits(this);
        }

        private static void within(List<String> faults, String what, @Nullable Duration value, Duration least) {
            if (value == null || value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
                String from = least.isZero() ? "zero" : least.toNanos() == 1 ? "positive" : "1 ms";
                faults.add(what + " must be " + from + " to 30 days, not " + value);
            }
        }

        private static void within(List<String> faults, String what, int value, int least, int most) {
            if (value < least || value > most) {
                faults.add(what + " must be " + least + " to " + most + ", not " + value);
            }
        }
    }
}
