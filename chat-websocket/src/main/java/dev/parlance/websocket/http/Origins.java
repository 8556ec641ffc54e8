package dev.parlance.websocket.http;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * Which web pages may use the server: pages of the server itself, and pages of the origins in a list, {@code *} for all. Programs that are no browsers send
 * no {@code Origin} and are not asked (RFC 6455, section 10.2).
 *
 * <p>A page that is let in by {@code *} alone is let in as a stranger: what the browser adds by itself to say who its user is, cookies and passwords, is taken out
 * of its requests before anyone sees them, or any page of the web could act in the user's name. The Fetch standard demands as much for REST (section 3.2.5); for
 * WebSockets, where browsers send cookies to everyone, nothing does. Immutable.
 */
public final class Origins {
    private static final String PREFLIGHT_SECONDS = "7200"; // no browser remembers longer

    private static final List<String> CREDENTIALS =
            List.of("Cookie", "Cookie2", "Authorization", "Proxy-Authorization");

    private final boolean all;
    private final boolean tls;
    private final Set<String> listed;

    /**
     * Makes the rule.
     *
     * @param origins as browsers write them, {@code https://chat.example}; {@code *} for all
     * @param tls whether the server speaks TLS: then a page of its own host that came without it, which anybody on the way may have written, is a foreign one. Without, a proxy may
     *     speak TLS for it, so that its pages are of either kind.
     */
    public Origins(Collection<String> origins, boolean tls) {
        this.tls = tls;
        this.all = origins.contains("*");
        this.listed = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        this.listed.addAll(origins);
        this.listed.remove("*");
    }

    /**
     * Whether a page may open a WebSocket, which browsers leave to the server to decide.
     *
     * @param request the request for the upgrade
     * @return false if it comes from a page of a foreign origin
     */
    public boolean permit(RequestHead request) {
        return request.countOf("Origin") <= 1 // else which of them is true?
                && (all || trusts(request.header("Origin"), request.header("Host")));
    }

    /** Takes credentials out of the request of a page that is neither listed nor the server's own. */
    void dropForeignCredentials(HttpRequest head) {
        Header[] origins = head.getHeaders("Origin");
        Header host = head.getFirstHeader("Host");
        for (Header origin : origins) {
            if (!trusts(origin.getValue(), host == null ? null : host.getValue())) {
                CREDENTIALS.forEach(head::removeHeaders);
            }
        }
    }

    private boolean trusts(@Nullable String origin, @Nullable String host) {
        return origin == null || listed.contains(origin) || isSame(origin, host);
    }

    /** Adds what the browser of a permitted foreign page wants to see (Fetch standard, section 3.2). */
    Response share(RequestHead request, Response response) {
        String origin = request.header("Origin");
        Response varying = listed.isEmpty() ? response : response.with("Vary", "Origin");
        if (origin == null) {
            return varying;
        }
        if (listed.contains(origin)) {
            return varying.with("Access-Control-Allow-Origin", origin).with("Access-Control-Allow-Credentials", "true");
        }
        return all ? varying.with("Access-Control-Allow-Origin", "*") : varying;
    }

    /** The answer to a browser that asks before it sends the request itself, or null if this is no such question. */
    @Nullable
    Response preflight(RequestHead request) {
        if (!request.method().equals("OPTIONS")
                || request.header("Origin") == null
                || request.header("Access-Control-Request-Method") == null) {
            return null;
        }
        String wanted = request.header("Access-Control-Request-Headers");
        return Response.empty(204)
                .with("Access-Control-Allow-Methods", "GET, HEAD, POST, OPTIONS")
                .with("Access-Control-Allow-Headers", wanted == null ? "Content-Type, Authorization" : wanted)
                .with("Access-Control-Max-Age", PREFLIGHT_SECONDS);
    }

    private boolean isSame(String origin, @Nullable String host) {
        int scheme = origin.indexOf("://");
        return host != null
                && (origin.startsWith("https://") || (!tls && origin.startsWith("http://")))
                && origin.substring(scheme + 3).toLowerCase(Locale.ROOT).equals(host.toLowerCase(Locale.ROOT));
    }
}
