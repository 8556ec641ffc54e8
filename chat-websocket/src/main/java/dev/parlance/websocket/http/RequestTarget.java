package dev.parlance.websocket.http;

import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ProtocolException;

/**
 * What a request line asks for, as it was sent: HttpCore's parser takes a host out of {@code //host/path} and reads {@code host:80} as a path. A path that
 * begins with two slashes is refused, as programs in front of the server may take the first segment for a host.
 */
final class RequestTarget {
    private static final Predicate<String> RIGHT = Pattern.compile(
                    "/([!-~&&[^/#]][!-~&&[^#]]*)?|(?i:https?)://[!-~&&[^/?#@]]+([/?][!-~&&[^#]]*)?|\\*")
            .asMatchPredicate();

    private RequestTarget() {}

    /** Finds fault with what is no origin-form, absolute-form or {@code *} in ASCII (RFC 9112, section 3.2). */
    static void require(byte[] head) throws ProtocolException {
        int end = 0;
        while (end < head.length && head[end] != '\r') {
            end++;
        }
        String[] words = new String(head, 0, end, StandardCharsets.ISO_8859_1).split(" ", -1);
        if (words.length != 3 || !RIGHT.test(words[1])) {
            throw new ProtocolException("a request must begin with a method, a path like /a/b in ASCII, and HTTP/1.1");
        }
    }
}
