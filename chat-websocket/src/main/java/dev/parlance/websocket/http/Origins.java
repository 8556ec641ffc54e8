package dev.parlance.websocket.http;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which web pages may use the server: pages of the server itself, and pages of the origins in a list, {@code *} for all. Programs that are no browsers send
 * no {@code Origin} and are not asked (RFC 6455, section 10.2).
 */
public final class Origins {
    private static final String PREFLIGHT_SECONDS = "7200"; // no browser remembers longer

    private final boolean all;
    private final Set<String> listed;

    /**
     * Makes the rule.
     *
     * @param origins as browsers write them, {@code https://chat.example}; {@code *} for all
     */
    public Origins(Collection<String> origins) {
        this.all = origins.contains("*");
        this.listed = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        this.listed.addAll(origins);
    }

    /**
     * Whether a page may open a WebSocket, which browsers leave to the server to decide.
     *
     * @param request the request for the upgrade
     * @return false if it comes from a page of a foreign origin
     */
    public boolean permit(Request request) {
        String origin = request.header("Origin");
        if (request.countOf("Origin") > 1) {
            return false; // which of them is true?
        }
        return origin == null || all || listed.contains(origin) || isSame(origin, request.header("Host"));
    }

    /** Adds what the browser of a permitted foreign page wants to see (Fetch standard, section 3.2). */
    Response share(Request request, Response response) {
        String origin = request.header("Origin");
        if (all) {
            return origin == null ? response : response.with("Access-Control-Allow-Origin", "*");
        }
        if (listed.isEmpty()) {
            return response;
        }
        Response varying = response.with("Vary", "Origin");
        return origin != null && listed.contains(origin)
                ? varying.with("Access-Control-Allow-Origin", origin).with("Access-Control-Allow-Credentials", "true")
                : varying;
    }

    /** The answer to a browser that asks before it sends the request itself, or null if this is no such question. */
    @Nullable
    Response preflight(Request request) {
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

    private static boolean isSame(String origin, @Nullable String host) {
        int scheme = origin.indexOf("://");
        return host != null
                && (origin.startsWith("http://") || origin.startsWith("https://"))
                && origin.substring(scheme + 3).toLowerCase(Locale.ROOT).equals(host.toLowerCase(Locale.ROOT));
    }
}
