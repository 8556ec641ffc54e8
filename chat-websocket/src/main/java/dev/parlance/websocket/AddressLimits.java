package dev.parlance.websocket;

import dev.parlance.websocket.address.AddressBounds;
import dev.parlance.websocket.address.RateBound;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What one address may have and do at one node, over all protocols: an IPv4 address, or the /64 of an IPv6 address, which is what one customer has at least. The loopback address is one as
 * any. Beyond a bound a connection is turned away at once, and a request gets 429 with {@code Retry-After} before it costs anything; who goes on and on is {@linkplain Builder#cutOff
 * cut off} for a while. Many who share an address, behind a mobile network or a proxy that is not {@linkplain ChatServer.Builder#trustedProxies trusted}, share its bounds, and what an
 * attacker among them uses up or is cut off for: their open WebSockets and logins live on, new ones have to wait. Immutable.
 */
public final class AddressLimits {
    /** The defaults, as each builder method says. */
    public static final AddressLimits DEFAULT = builder().build();

    private static final int MOST = 1_000_000;

    private final AddressBounds bounds;

    private AddressLimits(AddressBounds bounds) {
        this.bounds = bounds;
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
     * No bounds at all: for load tests, and where a proxy in front sees to it.
     *
     * @return always the same
     */
    public static AddressLimits unlimited() {
        return Unlimited.LIMITS;
    }

    AddressBounds bounds() {
        return bounds;
    }

    @Override
    public String toString() {
        return "AddressLimits[" + bounds + "]";
    }

    static boolean isRate(int amount, int burst) {
        return isCount(amount) && isCount(burst);
    }

    private static boolean isCount(int value) {
        return value >= 1 && value <= MOST;
    }

    private static final class Unlimited {
        static final AddressLimits LIMITS = new AddressLimits(AddressBounds.NONE);
    }

    /** Collects {@link AddressLimits}; not safe for use by several threads. */
    public static final class Builder {
        private static final Duration LONGEST = Duration.ofDays(1);

        private int connections = 200;
        private int handshakesPerSecond = 20;
        private int handshakeBurst = 100;
        private int sessions = 200;
        private int failedLoginsPerMinute = 10;
        private int failedLoginBurst = 20;
        private int requestsPerSecond = 20;
        private int requestBurst = 300;
        private int bytesPerSecond = 1_000_000;
        private int byteBurst = 10_000_000;
        private int refusalsPerMinute = 600;
        private Duration cutOff = Duration.ofMinutes(1);

        private Builder() {}

        /**
         * Bounds the open connections. Those of a trusted proxy are its clients' from the handshake of a WebSocket on, and nobody's before.
         *
         * @param count 1 to 1,000,000; default 200
         * @return this
         */
        public Builder connections(int count) {
            this.connections = count;
            return this;
        }

        /**
         * Bounds how fast WebSockets and sessions of Socket.IO are opened. A Socket.IO client that begins by polling and goes over to a WebSocket opens two.
         *
         * @param perSecond 1 to 1,000,000; default 20
         * @param burst at once, 1 to 1,000,000; default 100
         * @return this
         */
        public Builder handshakes(int perSecond, int burst) {
            this.handshakesPerSecond = perSecond;
            this.handshakeBurst = burst;
            return this;
        }

        /**
         * Bounds the open sessions of Socket.IO, whatever carries them.
         *
         * @param count 1 to 1,000,000; default 200
         * @return this
         */
        public Builder socketIoSessions(int count) {
            this.sessions = count;
            return this;
        }

        /**
         * Bounds how often credentials may be refused ({@link dev.parlance.model.ErrorCode#AUTHENTICATION_FAILED}), over all protocols together. Beyond it nobody is asked any more whose they
         * are: {@link dev.parlance.model.ErrorCode#RATE_LIMITED}, until enough time has passed. Logins that succeed are not counted.
         *
         * @param perMinute in the long run, 1 to 1,000,000; default 10
         * @param burst at once, 1 to 1,000,000; default 20
         * @return this
         */
        public Builder failedLogins(int perMinute, int burst) {
            this.failedLoginsPerMinute = perMinute;
            this.failedLoginBurst = burst;
            return this;
        }

        /**
         * Bounds plain requests: REST, pages, and whatever is no part of an open session.
         *
         * @param perSecond 1 to 1,000,000; default 20
         * @param burst at once, 1 to 1,000,000; default 300, as a page that comes in a hundred modules is asked for at once, by two who share an address
         * @return this
         */
        public Builder requests(int perSecond, int burst) {
            this.requestsPerSecond = perSecond;
            this.requestBurst = burst;
            return this;
        }

        /**
         * Bounds the bodies of the answers to plain requests. An answer goes out whole, and what it was too much is waited for before the next.
         *
         * @param perSecond in bytes, 1,024 to 2^30; default 1,000,000
         * @param burst in bytes, 1,024 to 2^30; default 10,000,000
         * @return this
         */
        public Builder responseBytes(int perSecond, int burst) {
            this.bytesPerSecond = perSecond;
            this.byteBurst = burst;
            return this;
        }

        /**
         * The second bound: how often an address may be told in a minute that one of the others is reached. Who goes on beyond it is cut off for a time: its connections are turned away
         * at once, and its requests over those that are open get 429. WebSockets that are open live on.
         *
         * @param refusalsPerMinute 1 to 1,000,000, as many of them at once; default 600
         * @param time 1 ms to a day; default a minute
         * @return this
         */
        public Builder cutOff(int refusalsPerMinute, Duration time) {
            this.refusalsPerMinute = refusalsPerMinute;
            this.cutOff = time;
            return this;
        }

        /**
         * Checks and builds.
         *
         * @return the limits
         * @throws IllegalArgumentException naming every fault
         */
        public AddressLimits build() {
            List<String> faults = new ArrayList<>();
            check(faults, "connections", connections);
            check(faults, "handshakes", handshakesPerSecond, handshakeBurst);
            check(faults, "socketIoSessions", sessions);
            check(faults, "failedLogins", failedLoginsPerMinute, failedLoginBurst);
            check(faults, "requests", requestsPerSecond, requestBurst);
            checkBytes(faults, bytesPerSecond);
            checkBytes(faults, byteBurst);
            check(faults, "cutOff", refusalsPerMinute);
            if (cutOff == null || cutOff.compareTo(Duration.ofMillis(1)) < 0 || cutOff.compareTo(LONGEST) > 0) {
                faults.add("cutOff must be for 1 ms to a day, not " + cutOff);
            }
            if (!faults.isEmpty()) {
                throw new IllegalArgumentException(String.join("; ", faults));
            }
            Duration second = Duration.ofSeconds(1);
            Duration minute = Duration.ofMinutes(1);
            return new AddressLimits(new AddressBounds(
                    connections,
                    sessions,
                    RateBound.of(handshakesPerSecond, second, handshakeBurst),
                    RateBound.of(failedLoginsPerMinute, minute, failedLoginBurst),
                    RateBound.of(requestsPerSecond, second, requestBurst),
                    RateBound.of(bytesPerSecond, second, byteBurst),
                    RateBound.of(refusalsPerMinute, minute, refusalsPerMinute),
                    cutOff));
        }

        private static void check(List<String> faults, String what, int... values) {
            for (int value : values) {
                if (!isCount(value)) {
                    faults.add(what + " must be 1 to " + MOST + ", not " + value);
                }
            }
        }

        private static void checkBytes(List<String> faults, int value) {
            if (value < 1024 || value > 1 << 30) {
                faults.add("responseBytes must be 1024 to 2^30, not " + value);
            }
        }
    }
}
