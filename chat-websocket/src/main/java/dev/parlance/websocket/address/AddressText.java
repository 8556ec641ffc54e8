package dev.parlance.websocket.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.hc.core5.net.InetAddressUtils;
import org.jspecify.annotations.Nullable;

/** Addresses as they are written. Nobody is asked for a name. */
public final class AddressText {
    private static final Predicate<String> PORT =
            Pattern.compile("(:[0-9]{1,5})?").asMatchPredicate();

    private AddressText() {}

    /**
     * Reads an address.
     *
     * @param text IPv4 in four decimal numbers, or IPv6 without a zone and without brackets
     * @return the address, or null if it is none
     */
    public static @Nullable InetAddress read(String text) {
        boolean isAddress = InetAddressUtils.isIPv4(text)
                || InetAddressUtils.isIPv6(text)
                || InetAddressUtils.isIPv4MappedIPv6(text);
        if (!isAddress || text.indexOf('%') >= 0) { // a zone is one of this machine's interfaces
            return null;
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /**
     * Reads the address of a node of a proxy's header field (RFC 7239, section 6): {@code 192.0.2.7}, {@code 192.0.2.7:4711}, {@code [2001:db8::7]:4711}, and IPv6 without brackets, as
     * {@code X-Forwarded-For} has it.
     *
     * @param node without quotes
     * @return the address, or null if the node is unknown, hidden or malformed
     */
    public static @Nullable InetAddress readNode(String node) {
        String address = node;
        String port = "";
        int end = node.startsWith("[") ? node.indexOf(']') + 1 : node.indexOf(':');
        if (node.startsWith("[") && end > 0) {
            address = node.substring(1, end - 1);
            port = node.substring(end);
        } else if (end >= 0 && end == node.lastIndexOf(':')) {
            address = node.substring(0, end);
            port = node.substring(end);
        }
        boolean isMalformed = node.startsWith("[") && address.indexOf(':') < 0;
        if (isMalformed || !PORT.test(port)) {
            return null;
        }
        return read(address);
    }
}
