package dev.parlance.websocket.address;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Blocks of addresses (RFC 4632, RFC 4291). Immutable. */
public final class Networks {
    /** None. */
    public static final Networks NONE = new Networks(List.of());

    /** So many at most. */
    public static final int MAX = 64;

    private static final class Network {
        private final byte[] prefix;
        private final int bits;

        Network(byte[] prefix, int bits) {
            this.prefix = prefix;
            this.bits = bits;
        }

        boolean contains(byte[] address) {
            return address.length == prefix.length && Arrays.equals(masked(address, bits), prefix);
        }
    }

    private final List<Network> networks;

    private Networks(List<Network> networks) {
        this.networks = networks;
    }

    /**
     * Reads blocks.
     *
     * @param blocks each like {@code 10.0.0.0/8}, {@code fd00::/8}, {@code 192.0.2.7}
     * @return them
     * @throws IllegalArgumentException if one of them is none, or there are more than {@value #MAX}
     */
    public static Networks of(Collection<String> blocks) {
        if (blocks.size() > MAX) {
            throw new IllegalArgumentException("at most " + MAX + " networks, not " + blocks.size());
        }
        List<Network> networks = new ArrayList<>();
        blocks.forEach(block -> networks.add(network(block)));
        return new Networks(List.copyOf(networks));
    }

    /**
     * Whether an address is in one of them.
     *
     * @param address which
     * @return false if there are none
     */
    public boolean contains(InetAddress address) {
        if (networks.isEmpty()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return networks.stream().anyMatch(network -> network.contains(bytes));
    }

    private static Network network(String block) {
        int slash = block.indexOf('/');
        InetAddress address = AddressText.read(slash < 0 ? block : block.substring(0, slash));
        if (address == null) {
            throw malformed(block);
        }
        byte[] bytes = address.getAddress();
        int bits = slash < 0 ? bytes.length * 8 : bits(block, block.substring(slash + 1), bytes.length * 8);
        byte[] prefix = masked(bytes, bits);
        if (!Arrays.equals(prefix, bytes)) {
            throw new IllegalArgumentException("a network ends where its length says, so not \"" + block + "\"");
        }
        return new Network(prefix, bits);
    }

    private static int bits(String block, String length, int most) {
        try {
            int bits = length.matches("[0-9]{1,3}") ? Integer.parseInt(length) : -1;
            if (bits >= 0 && bits <= most) {
                return bits;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw malformed(block);
    }

    private static IllegalArgumentException malformed(String block) {
        return new IllegalArgumentException("a network must be like 10.0.0.0/8 or fd00::/8, not \"" + block + "\"");
    }

    private static byte[] masked(byte[] address, int bits) {
        byte[] prefix = address.clone();
        for (int i = 0; i < prefix.length; i++) {
            int kept = Math.min(8, Math.max(0, bits - i * 8));
            prefix[i] &= (byte) (0xff << (8 - kept));
        }
        return prefix;
    }
}
