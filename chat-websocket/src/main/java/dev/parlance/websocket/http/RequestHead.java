package dev.parlance.websocket.http;

import dev.parlance.websocket.address.AddressAccount;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.message.MessageSupport;
import org.apache.hc.core5.net.WWWFormCodec;
import org.jspecify.annotations.Nullable;

/** The head of a request. Immutable in effect. */
public final class RequestHead {
    private static final Pattern NO_WEIGHT = Pattern.compile("0(\\.0{0,3})?");

    private final HttpRequest head;
    private final String path;
    private final String query;
    private final Requester requester;
    private final Supplier<@Nullable X509Certificate> certificate;

    RequestHead(HttpRequest head, Requester requester, Supplier<@Nullable X509Certificate> certificate) {
        this.head = head;
        String target = head.getPath() == null ? "/" : head.getPath();
        int mark = target.indexOf('?');
        this.path = mark < 0 ? target : target.substring(0, mark);
        this.query = mark < 0 ? "" : target.substring(mark + 1);
        this.requester = requester;
        this.certificate = certificate;
    }

    HttpRequest head() {
        return head;
    }

    /** {@return the method, in upper case, as sent} */
    public String method() {
        return head.getMethod();
    }

    /** {@return the path, percent-encoded as sent, without the query} */
    public String path() {
        return path;
    }

    /** {@return the query as it was sent, without the question mark; empty if there is none} */
    public String query() {
        return query;
    }

    /**
     * A parameter of the query.
     *
     * @param name which
     * @return the first value of that name, decoded, or null
     */
    public @Nullable String parameter(String name) {
        for (NameValuePair pair : parameters()) {
            if (pair.getName().equals(name)) {
                return pair.getValue() == null ? "" : pair.getValue();
            }
        }
        return null;
    }

    /** {@return the names of all parameters of the query} */
    public List<String> parameterNames() {
        return parameters().stream().map(NameValuePair::getName).toList();
    }

    private List<NameValuePair> parameters() {
        return query.isEmpty() ? List.of() : WWWFormCodec.parse(query, StandardCharsets.UTF_8);
    }

    /**
     * A header field.
     *
     * @param name in any case
     * @return the first value of that name, or null
     */
    public @Nullable String header(String name) {
        Header field = head.getFirstHeader(name);
        return field == null ? null : field.getValue();
    }

    /**
     * A header field that may have come several times.
     *
     * @param name in any case
     * @return all values of that name, in the order sent
     */
    public List<String> headers(String name) {
        return Stream.of(head.getHeaders(name)).map(Header::getValue).toList();
    }

    /**
     * How often a header field was sent.
     *
     * @param name in any case
     * @return 0 or more
     */
    public int countOf(String name) {
        return head.countHeaders(name);
    }

    /**
     * Whether a header field is a list with a certain member.
     *
     * @param name of the field, in any case
     * @param token in any case
     * @return true if any field of that name has the token
     */
    public boolean hasToken(String name, String token) {
        boolean[] found = {false};
        MessageSupport.parseTokens(head, name, each -> found[0] |= each.equalsIgnoreCase(token));
        return found[0];
    }

    /**
     * Whether the client takes an answer in a content coding (RFC 9110, section 12.5.3). Without a word of it, it does not.
     *
     * @param coding in lower case
     * @return true if the coding is listed, by name or else by {@code *}, with a weight above 0
     */
    public boolean acceptsCoding(String coding) {
        boolean[] named = {false, false};
        boolean[] other = {false};
        MessageSupport.parseElements(head, "Accept-Encoding", element -> {
            boolean wanted = isWanted(element.getParameterByName("q"));
            if (element.getName().equalsIgnoreCase(coding)) {
                named[0] = true;
                named[1] = wanted;
            } else if (element.getName().equals("*")) {
                other[0] = wanted;
            }
        });
        return named[0] ? named[1] : other[0];
    }

    private static boolean isWanted(@Nullable NameValuePair weight) {
        return weight == null
                || (weight.getValue() != null
                        && !NO_WEIGHT.matcher(weight.getValue()).matches());
    }

    /**
     * Whether the client asks to speak another protocol on this connection (RFC 9110, section 7.8).
     *
     * @param protocol which
     * @return false in HTTP/1.0
     */
    public boolean wantsUpgradeTo(String protocol) {
        boolean able = head.getVersion() == null || head.getVersion().greaterEquals(HttpVersion.HTTP_1_1);
        return able && hasToken("Upgrade", protocol) && hasToken("Connection", "upgrade");
    }

    /** {@return the certificate that who sent it has shown, or null; it is good if there is one. On the event loop} */
    public @Nullable X509Certificate clientCertificate() {
        return certificate.get();
    }

    /** {@return the address of who sent it, through a trusted proxy that of the client for whom it speaks; null if the socket is gone} */
    public @Nullable InetAddress remoteAddress() {
        return requester.address();
    }

    /** {@return what that address may do} */
    public AddressAccount account() {
        return requester.account();
    }
}
