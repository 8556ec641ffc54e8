package dev.parlance.websocket.http;

import java.time.Duration;
import java.util.List;

/**
 * What holds for every request and every answer, wherever it leads.
 *
 * @param hosts under which names the server may be asked
 * @param headers what every answer has, name, value, name, value...
 */
public record Edge(AllowedHosts hosts, List<String> headers) {
    /** Without TLS, for all hosts and no foreign pages. */
    public static final Edge PLAIN = of(AllowedHosts.ALL, false, Duration.ZERO);

    /**
     * What a server wants.
     *
     * @param hosts under which names it may be asked
     * @param everywhere whether pages of every origin may use it, so that they may have its files as parts of theirs, too
     * @param strictTransport for how long browsers are to come by TLS alone; zero to say nothing of it
     * @return both
     */
    public static Edge of(AllowedHosts hosts, boolean everywhere, Duration strictTransport) {
        String sharing = everywhere ? "cross-origin" : "same-origin";
        List<String> always = List.of("X-Content-Type-Options", "nosniff", "Cross-Origin-Resource-Policy", sharing);
        return new Edge(
                hosts,
                strictTransport.isZero()
                        ? always
                        : List.of(
                                always.get(0),
                                always.get(1),
                                always.get(2),
                                always.get(3),
                                "Strict-Transport-Security", // RFC 6797
                                "max-age=" + strictTransport.toSeconds()));
    }
}
