package dev.parlance.websocket.pages;

import dev.parlance.websocket.http.RequestHead;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a page may do in a browser: load from the server alone and connect to it, and nothing that a page to talk in does not need. For old versions of Safari {@code 'self'} is no
 * {@code ws:} or {@code wss:}, so the host is named as the browser asked for it.
 */
final class PagePolicy {
    private static final String BEFORE_HOST = "default-src 'self'; connect-src 'self'";
    private static final String BEHIND_HOST =
            "; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
    private static final List<String> ALWAYS = List.of(
            "Referrer-Policy",
            "no-referrer",
            "Permissions-Policy",
            "camera=(), display-capture=(), geolocation=(), hid=(), microphone=(), midi=(), payment=(), publickey-credentials-get=(), serial=(), usb=()");

    /** What a policy can name: an IPv6 address is none of that. */
    private static final Pattern NAMEABLE = Pattern.compile("[A-Za-z0-9._-]+(:\\d{1,5})?");

    private PagePolicy() {}

    /** Name, value, name, value... */
    static List<String> headers(RequestHead request) {
        return List.of(
                "Content-Security-Policy",
                BEFORE_HOST + sockets(request.header("Host")) + BEHIND_HOST,
                ALWAYS.get(0),
                ALWAYS.get(1),
                ALWAYS.get(2),
                ALWAYS.get(3));
    }

    private static String sockets(@Nullable String host) {
        return host == null || !NAMEABLE.matcher(host).matches() ? "" : " ws://" + host + " wss://" + host;
    }
}
