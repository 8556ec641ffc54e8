package dev.parlance.websocket.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.ProtocolVersion;
import org.apache.hc.core5.http.UnsupportedHttpVersionException;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a request, as it was sent: HttpCore's parser takes a host out of {@code //host/path}, reads {@code host:80} as a path, and falls over
 * versions that are none. A path that begins with two slashes is refused, as programs in front of the server may take the first segment for a host.
 *
 * @param length with its CR LF
 * @param version 1.0, or 1.1 for any later 1.x (RFC 9110, section 2.5)
 * @param scheme of an absolute address, or null
 * @param authority the host and port of an absolute address, or null
 */
record RequestLine(
        int length,
        ProtocolVersion version,
        @Nullable String scheme,
        @Nullable String authority) {
    private static final Pattern RIGHT = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+"
            + " (?:/(?:[!-~&&[^/#]][!-~&&[^#]]*)?|(?<scheme>(?i:https?))://(?<authority>[!-~&&[^/?#@]]+)(?:[/?][!-~&&[^#]]*)?|\\*)"
            + " HTTP/(?<major>[0-9])\\.(?<minor>[0-9])");

    /** Reads the line that a head begins with; finds fault with what is no origin-form, absolute-form or {@code *} in ASCII (RFC 9112, section 3). */
    static RequestLine read(byte[] head) throws HttpException {
        int end = 0;
        while (end < head.length && head[end] != '\r') {
            end++;
        }
        Matcher line = RIGHT.matcher(new String(head, 0, end, StandardCharsets.ISO_8859_1));
        if (!line.matches()) {
            throw new ProtocolException("a request must begin with a method, a path like /a/b in ASCII, and HTTP/1.1");
        }
        char major = line.group("major").charAt(0);
        char minor = line.group("minor").charAt(0);
        if (major != '1') {
            throw new UnsupportedHttpVersionException(new ProtocolVersion("HTTP", major - '0', minor - '0'));
        }
        return new RequestLine(
                end + 2,
                minor == '0' ? HttpVersion.HTTP_1_0 : HttpVersion.HTTP_1_1,
                line.group("scheme"),
                line.group("authority"));
    }

    /** Whether a Host field names the same host and port as the absolute address does; if it does not, the two could be routed differently. */
    boolean agreesWith(@Nullable String host) {
        return authority == null
                || scheme == null
                || (host != null && plain(host, scheme).equals(plain(authority, scheme)));
    }

    private static String plain(String host, String scheme) {
        String lower = host.toLowerCase(Locale.ROOT);
        String usual = scheme.equalsIgnoreCase("http") ? ":80" : ":443";
        return lower.endsWith(usual) ? lower.substring(0, lower.length() - usual.length()) : lower;
    }
}
