package dev.parlance.websocket.address;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of all addresses, and which addresses are those of proxies. An account that is full again says nothing and is forgotten when there is no room; one that
 * says something (who is cut off, who has connections, who has lately done much) never is, so that nobody can have it forgotten by coming from many addresses. Who finds no room
 * shares the account of a wider network: an IPv4 /24, an IPv6 /48, which is what an attacker with very many addresses has. Safe for use by many threads.
 */
public final class AddressAccounts {
    /** Some 7 MB at most. */
    static final int MAX_ACCOUNTS = 20_000;

    static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int SHARED = 1024;
    private static final int PREFIX_BYTES = 8;

    private final AddressBounds bounds;
    private final RateBound nodeHandshakes;
    private final Networks proxies;
    private final LongSupplier clock;
    private final int most;
    private final Rate handshakes;
    private final Map<Long, AddressAccount> accounts = new ConcurrentHashMap<>();
    private final AtomicReferenceArray<@Nullable AddressAccount> shared = new AtomicReferenceArray<>(SHARED);
    private final AtomicLong nextSweep;

    /**
     * Makes an empty table.
     *
     * @param bounds what each address may have and do
     * @param nodeHandshakes how fast all of them together may open WebSockets and sessions
     * @param proxies who is believed whom they speak for
     */
    public AddressAccounts(AddressBounds bounds, RateBound nodeHandshakes, Networks proxies) {
        this(bounds, nodeHandshakes, proxies, MAX_ACCOUNTS, System::nanoTime);
    }

    AddressAccounts(AddressBounds bounds, RateBound nodeHandshakes, Networks proxies, int most, LongSupplier clock) {
        this.bounds = bounds;
        this.nodeHandshakes = nodeHandshakes;
        this.proxies = proxies;
        this.most = most;
        this.clock = clock;
        long now = clock.getAsLong();
        this.handshakes = new Rate(now);
        this.nextSweep = new AtomicLong(now);
    }

    /** {@return a table in which nobody has bounds and nobody is a proxy} */
    public static AddressAccounts unbounded() {
        return new AddressAccounts(AddressBounds.NONE, RateBound.NONE, Networks.NONE);
    }

    /** {@return who is believed whom they speak for} */
    public Networks proxies() {
        return proxies;
    }

    /**
     * The account of an address. A connection asks once; of who comes through a proxy each request does.
     *
     * @param address whose
     * @return always the same while there is anything to be said of it
     */
    public AddressAccount of(InetAddress address) {
        long now = now();
        long network = network(address);
        AddressAccount known = accounts.get(network);
        if (known == null) {
            sweepIfNeeded(now);
            known = accounts.size() < most
                    ? accounts.computeIfAbsent(network, any -> account(address.getHostAddress(), now))
                    : shared(address, now);
        }
        known.asked(now);
        return known;
    }

    int size() {
        return accounts.size();
    }

    long now() {
        return clock.getAsLong();
    }

    @Nullable
    Refusal handshake(long now) {
        return handshakes.tryTake(nodeHandshakes, now)
                ? null
                : new Refusal(true, handshakes.untilNext(nodeHandshakes, now));
    }

    private AddressAccount account(String name, long now) {
        return new AddressAccount(this, bounds, name, now);
    }

    private AddressAccount shared(InetAddress address, long now) {
        long wide = address instanceof Inet4Address ? network(address) >> 8 : network(address) >> 16;
        int slot = Math.floorMod(Long.hashCode(wide * 0x9E3779B97F4A7C15L), SHARED); // neighbours are not to meet
        AddressAccount known = shared.get(slot);
        if (known != null) {
            return known;
        }
        AddressAccount made = account("addresses near " + address.getHostAddress(), now);
        AddressAccount before = shared.compareAndExchange(slot, null, made);
        return before == null ? made : before;
    }

    /** All that are full again go at once, and not more often than they can become so: a table of those that say something costs nobody a look at all of it. */
    private void sweepIfNeeded(long now) {
        long next = nextSweep.get();
        if (accounts.size() >= most / 2 && now - next >= 0 && nextSweep.compareAndSet(next, now + QUIET_NANOS)) {
            accounts.values().removeIf(account -> account.isCalm(now));
        }
    }

    /** An IPv6 /64, or an IPv4 address in the place of one that is nobody's (all of ::/32 but for the loopback address is reserved). */
    private static long network(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length < PREFIX_BYTES
                ? Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt())
                : ByteBuffer.wrap(bytes).getLong();
    }
}
