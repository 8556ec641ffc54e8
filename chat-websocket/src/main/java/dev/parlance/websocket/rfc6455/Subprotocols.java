package dev.parlance.websocket.rfc6455;

import dev.parlance.websocket.http.RequestHead;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a client offers to speak above WebSocket (RFC 6455, sections 4.1 and 11.3.4). The paths here speak what they speak whatever is offered, but browsers and
 * others end a connection that takes none of their offers: so the first is taken, as Socket.IO's reference server does.
 */
final class Subprotocols {
    static final String FIELD = "Sec-WebSocket-Protocol";
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+"; // RFC 9110, section 5.6.2

    private Subprotocols() {}

    /** All that are offered, in the client's order, the members of several fields together; none of them may be empty. */
    static List<String> offered(RequestHead request) {
        return request.headers(FIELD).stream()
                .flatMap(field -> Stream.of(field.split(",", -1)))
                .map(String::strip)
                .toList();
    }

    /** Whether each is a token. */
    static boolean areValid(List<String> offered) {
        return offered.stream().allMatch(each -> each.matches(TOKEN));
    }
}
