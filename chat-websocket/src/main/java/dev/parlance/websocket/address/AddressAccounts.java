package dev.parlance.websocket.address;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of all addresses, and which addresses are those of proxies. The table is bounded, however many addresses an attacker has. What is forgotten, once half of it is used, are accounts that
 * say nothing any more: nothing open, every rate full again, asked for by nobody in the last second. One that says something (who is cut off, who has connections, who has lately done much)
 * never is, so that nobody can have it forgotten by coming from many addresses. The addresses of one provider have a part of the table at most: those of an IPv6 /32 a quarter, those of an IPv4 /16, which are few and dear, a half. Who finds no room is
 * neither let in uncounted nor turned away for it, but shares one of a few accounts, with the bounds of a single address, with others of the same provider: those with the same IPv4 /24 or IPv6 /48
 * for certain. So whoever has a whole /32 is bound like some thousand addresses, and strangers to it keep an account of their own. Safe for use by many threads.
 */
public final class AddressAccounts {
    static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int ACCOUNT_BYTES = 512;
    private static final int FEWEST = 8_192;
    private static final int MOST = 65_536; // a look at all of them takes some milliseconds
    private static final int NEIGHBOURHOOD_BITS = 9;
    private static final int PREFIX_BYTES = 8;

    private final AddressBounds bounds;
    private final RateBound nodeHandshakes;
    private final Networks proxies;
    private final AddressGuard guard;
    private final LongSupplier clock;
    private final int most;
    private final RateMeter handshakes;
    private final Map<Long, AddressAccount> accounts = new ConcurrentHashMap<>();
    private final Neighbourhood[] neighbourhoods = new Neighbourhood[1 << NEIGHBOURHOOD_BITS];
    private final long seed; // else it could be found out whose neighbour to become
    private final AtomicLong nextSweep;

    /**
     * Makes an empty table.
     *
     * @param bounds what each address may have and do
     * @param nodeHandshakes how fast all of them together may open WebSockets and sessions
     * @param proxies who is believed whom they speak for
     * @param guard who hears of what is refused
     * @param clock nanoseconds that never go back
     */
    public AddressAccounts(
            AddressBounds bounds, RateBound nodeHandshakes, Networks proxies, AddressGuard guard, LongSupplier clock) {
        this(bounds, nodeHandshakes, proxies, guard, defaultMost(), clock, new SecureRandom().nextLong());
    }

    AddressAccounts(
            AddressBounds bounds,
            RateBound nodeHandshakes,
            Networks proxies,
            AddressGuard guard,
            int most,
            LongSupplier clock,
            long seed) {
        this.bounds = bounds;
        this.nodeHandshakes = nodeHandshakes;
        this.proxies = proxies;
        this.guard = guard;
        this.most = most;
        this.clock = clock;
        this.seed = seed;
        Arrays.setAll(neighbourhoods, any -> new Neighbourhood());
        long now = clock.getAsLong();
        this.handshakes = new RateMeter(now);
        this.nextSweep = new AtomicLong(now);
    }

    /** {@return a table in which nobody has bounds and nobody is a proxy} */
    public static AddressAccounts unbounded() {
        return new AddressAccounts(
                AddressBounds.NONE, RateBound.NONE, Networks.NONE, AddressGuard.NOBODY, System::nanoTime);
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
            Neighbourhood near = neighbourhood(network);
            sweepIfNeeded(hasRoom(near, network), now);
            known = hasRoom(near, network)
                    ? accounts.computeIfAbsent(network, any -> enter(near, address, now))
                    : near.shared(
                            Long.hashCode(mixed(wide(network))),
                            () -> account("addresses near " + address.getHostAddress(), now));
        }
        known.asked(now);
        return known;
    }

    AddressGuard guard() {
        return guard;
    }

    int size() {
        return accounts.size();
    }

    long now() {
        return clock.getAsLong();
    }

    @Nullable
    Refusal handshake(String name, long now) {
        if (handshakes.tryTake(nodeHandshakes, now)) {
            return null;
        }
        guard.refused("NODE_HANDSHAKES", name);
        return new Refusal(true, handshakes.untilNext(nodeHandshakes, now));
    }

    private AddressAccount account(String name, long now) {
        return new AddressAccount(this, bounds, name, now);
    }

    private AddressAccount enter(Neighbourhood near, InetAddress address, long now) {
        near.entered();
        return account(address.getHostAddress(), now);
    }

    /** Those who come at the very same time may go beyond it together. */
    private boolean hasRoom(Neighbourhood near, long network) {
        return accounts.size() < most && near.own() < most / (isIpv4(network) ? 2 : 4);
    }

    /** All that say nothing go at once, and not more often than they can become so: a table of those that say something costs nobody a look at all of it. */
    private void sweepIfNeeded(boolean hasRoom, long now) {
        long next = nextSweep.get();
        boolean isNeeded = !hasRoom || accounts.size() >= most / 2;
        if (isNeeded && now - next >= 0 && nextSweep.compareAndSet(next, now + QUIET_NANOS)) {
            accounts.forEach((network, account) -> {
                if (account.isCalm(now) && accounts.remove(network, account)) {
                    neighbourhood(network).left();
                }
            });
        }
    }

    /** That of an IPv6 /32 or an IPv4 /16; several are in the same place. */
    private Neighbourhood neighbourhood(long network) {
        long provider = isIpv4(network) ? network >>> 16 : network >>> 32;
        return neighbourhoods[(int) (mixed(provider) >>> (Long.SIZE - NEIGHBOURHOOD_BITS))];
    }

    /** An IPv6 /48 or an IPv4 /24. */
    private static long wide(long network) {
        return isIpv4(network) ? network >>> 8 : network >>> 16;
    }

    private static boolean isIpv4(long network) {
        return network >>> Integer.SIZE == 0;
    }

    private long mixed(long value) {
        long mixed = (value ^ seed) * 0x9E3779B97F4A7C15L;
        return (mixed ^ mixed >>> 32) * 0x9E3779B97F4A7C15L;
    }

    /** A sixty-fourth of the heap. */
    private static int defaultMost() {
        return (int) Math.max(FEWEST, Math.min(MOST, Runtime.getRuntime().maxMemory() / 64 / ACCOUNT_BYTES));
    }

    /** An IPv6 /64, or an IPv4 address in the place of one that is nobody's (all of ::/32 but for the loopback address is reserved). */
    private static long network(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length < PREFIX_BYTES
                ? Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt())
                : ByteBuffer.wrap(bytes).getLong();
    }
}
