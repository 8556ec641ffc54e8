package dev.parlance.websocket.http;

import org.apache.hc.core5.http.ProtocolException;

/** Header and trailer fields as RFC 9110, section 5.1, and RFC 9112, section 5, have them; HttpCore's parser is more lenient, and so would others disagree. */
final class FieldSyntax {
    private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";

    private FieldSyntax() {}

    /** Finds fault with lines, each with its CR LF, the last one empty. */
    static void require(byte[] bytes, int from, int to) throws ProtocolException {
        int at = from;
        while (at < to - 2) {
            int name = at;
            while (at < to && isToken(bytes[at])) {
                at++;
            }
            if (at == name || at == to || bytes[at] != ':') {
                throw new ProtocolException("a header field must begin with a name of letters, digits and "
                        + TOKEN_SIGNS + ", and a colon right behind it");
            }
            while (at < to && bytes[at] != '\r') {
                if (!isContent(bytes[at])) {
                    throw new ProtocolException("a header field has a control character");
                }
                at++;
            }
            if (at + 1 >= to || bytes[at + 1] != '\n') {
                throw new ProtocolException("a line must end with CR LF");
            }
            at += 2;
        }
    }

    /** Whether a byte may stand in a name or a method. */
    static boolean isToken(byte b) {
        return (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || TOKEN_SIGNS.indexOf(b) >= 0;
    }

    /** Whether a byte may stand in a value: visible, white space, or beyond ASCII. */
    static boolean isContent(byte b) {
        return b < 0 || (b >= ' ' && b != 0x7f) || b == '\t';
    }
}
