package dev.parlance.websocket.http;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Under which names the server may be asked. A page of any site can have its own name point to this server's address (DNS rebinding) and is then of the same origin in the eyes of its
 * browser; what it cannot do is to have the browser send another {@code Host}. Addresses as such and {@code localhost} are no names that anyone could point elsewhere. Immutable.
 */
public final class AllowedHosts {
    /** Whoever asks. */
    public static final AllowedHosts ALL = new AllowedHosts(Set.of());

    private static final Pattern PORT = Pattern.compile(":\\d*$");
    private static final Pattern LITERAL = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");

    private final Set<String> names;

    /**
     * Makes the rule.
     *
     * @param names without ports; {@code *.chat.example} for all that are one label longer; none for every name
     */
    public AllowedHosts(Collection<String> names) {
        this.names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** Of a request without a Host, which only HTTP/1.0 may send and no browser does, nothing is asked. */
    boolean permit(@Nullable String host) {
        if (names.isEmpty() || host == null) {
            return true;
        }
        String name = PORT.matcher(host.toLowerCase(Locale.ROOT)).replaceFirst("");
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1); // the same, written in full
        }
        int dot = name.indexOf('.');
        return names.contains(name)
                || name.equals("localhost")
                || name.endsWith(".localhost") // RFC 6761, section 6.3
                || LITERAL.matcher(name).matches()
                || (dot > 0 && names.contains("*" + name.substring(dot)));
    }
}
