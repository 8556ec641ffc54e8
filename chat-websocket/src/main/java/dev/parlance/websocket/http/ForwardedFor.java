package dev.parlance.websocket.http;

import dev.parlance.websocket.address.AddressText;
import dev.parlance.websocket.address.Networks;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * Whom a proxy speaks for: of {@code Forwarded} (RFC 7239) or {@code X-Forwarded-For} the right-most address that is not a trusted proxy's, as each proxy adds at the end whom it
 * heard from, and what stands before that anyone may have sent. If both header fields are there they must name the same one: a proxy writes one of them and passes on what a client has
 * written into the other.
 */
final class ForwardedFor {
    private static final String MALFORMED = "";

    private ForwardedFor() {}

    /** The client, or null if the header fields say nothing, contradict each other or are malformed where it matters. */
    static @Nullable InetAddress client(HttpRequest head, Networks proxies) {
        List<String> standard = elements(head.getHeaders("Forwarded"), true);
        List<String> customary = elements(head.getHeaders("X-Forwarded-For"), false);
        if (standard.isEmpty()) {
            return last(customary, proxies);
        }
        for (int i = 0; i < standard.size(); i++) {
            standard.set(i, node(standard.get(i)));
        }
        InetAddress client = last(standard, proxies);
        return customary.isEmpty() || (client != null && client.equals(last(customary, proxies))) ? client : null;
    }

    private static @Nullable InetAddress last(List<String> nodes, Networks proxies) {
        InetAddress found = null;
        for (int i = nodes.size() - 1; i >= 0; i--) {
            found = AddressText.readNode(nodes.get(i));
            if (found == null || !proxies.contains(found)) {
                return found;
            }
        }
        return found; // proxies all the way: the first of them asks for itself
    }

    /** The node that {@code for} names; empty if none or several are named. */
    private static String node(String element) {
        String found = MALFORMED;
        for (String pair : split(element, ';', true)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).toLowerCase(Locale.ROOT).equals("for")) {
                if (!found.isEmpty()) {
                    return MALFORMED;
                }
                found = unquoted(pair.substring(equals + 1));
            }
        }
        return found;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value; // an escape is in no address
    }

    /** The members of all fields of a name, in order (RFC 9110, section 5.3). */
    private static List<String> elements(Header[] fields, boolean mayQuote) {
        List<String> elements = new ArrayList<>();
        for (Header field : fields) {
            elements.addAll(split(field.getValue() == null ? "" : field.getValue(), ',', mayQuote));
        }
        return elements;
    }

    /** A quote that is not closed would hide what a proxy has added behind what a client has written: what it is in is malformed. */
    private static List<String> split(String value, char separator, boolean mayQuote) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (mayQuote && c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                parts.add(value.substring(start, i).strip());
                start = i + 1;
            }
        }
        parts.add(quoted ? MALFORMED : value.substring(start).strip());
        return parts;
    }
}
