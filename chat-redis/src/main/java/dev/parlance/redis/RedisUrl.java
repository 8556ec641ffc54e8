package dev.parlance.redis;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of a Redis: {@code redis://[[user]:password@]host[:port][/database]}, or {@code rediss://} for TLS. Read here because {@link java.net.URI} knows
 * no host with an underscore, and decodes a colon of the user's before anyone can tell it from the one before the password. What is wrong is said without showing
 * any of it: whatever stands anywhere may be a part of the password.
 */
record RedisUrl(
        boolean tls, @Nullable String user, @Nullable String password, String host, int port, int database) {
    static final String DEFAULT = "redis://localhost";

    private static final int PORT = 6379;
    private static final Pattern URL =
            Pattern.compile("(?<scheme>(?i)rediss?)://(?<authority>[^/?#]*)(?<rest>.*)", Pattern.DOTALL);
    private static final Pattern SOCKET = Pattern.compile("(?i)(redis[+-])?(unix|socket):.*", Pattern.DOTALL);
    private static final Pattern PLACE = Pattern.compile("(?<host>\\[[^]]*]|[^:]*)(?::(?<port>[0-9]{0,5}))?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_~.-]{1,253}");
    private static final Pattern ADDRESS =
            Pattern.compile("\\[(?<bare>[0-9A-Fa-f:.]+)(?:%25(?<zone>[A-Za-z0-9_~.-]+))?]");
    private static final Pattern CREDENTIAL = Pattern.compile("(?:[^%\\s\\p{Cntrl}]|%[0-9A-Fa-f]{2})+");
    private static final Pattern DATABASE = Pattern.compile("/?(?<number>[0-9]{0,5})");

    /** Reads a URL; throws an {@link IllegalArgumentException} that does not show it. */
    static RedisUrl parse(String url) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw fault(
                    SOCKET.matcher(url).matches()
                            ? "a Unix socket is no address here, Redis is reached over TCP"
                            : "it begins neither with redis:// nor with rediss://");
        }
        String authority = parts.group("authority");
        int at = authority.lastIndexOf('@'); // a password may have one of its own
        String credentials = at < 0 ? null : authority.substring(0, at);
        Matcher place = PLACE.matcher(authority.substring(at + 1));
        Matcher database = DATABASE.matcher(parts.group("rest"));
        if (!place.matches()) {
            throw fault("its port is not a number from 1 to 65535");
        }
        if (!database.matches()) {
            throw fault("nothing but the number of a database may stand behind host and port");
        }
        return new RedisUrl(
                parts.group("scheme").length() > "redis".length(),
                user(credentials),
                password(credentials),
                host(place.group("host")),
                port(place.group("port")),
                number(database.group("number"), 0));
    }

    /** Host and port, and nothing secret. */
    @Override
    public String toString() {
        return host + ":" + port;
    }

    private static @Nullable String user(@Nullable String credentials) {
        String user = credentials == null ? "" : credentials.substring(0, Math.max(0, credentials.indexOf(':')));
        return user.isEmpty() ? null : decoded(user);
    }

    private static @Nullable String password(@Nullable String credentials) {
        if (credentials == null) {
            return null;
        }
        int colon = credentials.indexOf(':');
        if (colon < 0 || colon + 1 == credentials.length()) {
            throw fault(
                    "there is a @ without a password, which stands behind a colon, with or without a user before that");
        }
        return decoded(credentials.substring(colon + 1));
    }

    /** Only percents mean something: a plus is a plus. */
    private static String decoded(String credential) {
        if (CREDENTIAL.matcher(credential).matches()) {
            byte[] text = credential.getBytes(StandardCharsets.UTF_8);
            ByteBuffer bytes = ByteBuffer.allocate(text.length);
            for (int i = 0; i < text.length; i++) {
                if (text[i] == '%') {
                    bytes.put((byte) (Character.digit(text[i + 1], 16) << 4 | Character.digit(text[i + 2], 16)));
                    i += 2;
                } else {
                    bytes.put(text[i]);
                }
            }
            try {
                return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
            } catch (CharacterCodingException e) {
                // said below
            }
        }
        throw fault("user and password are not percent-encoded UTF-8, in which % is written %25");
    }

    private static String host(String host) {
        if (host.isEmpty()) {
            throw fault("it names no host");
        }
        Matcher address = ADDRESS.matcher(host);
        if (address.matches() && isAddress(address.group("bare"))) {
            return host.replace("%25", "%");
        }
        if (!NAME.matcher(host).matches()) {
            throw fault("its host is not a name, an IPv4 address, or an IPv6 address in brackets");
        }
        return host;
    }

    /** In brackets this asks nobody: what is no address is no name then. */
    private static boolean isAddress(String bare) {
        try {
            return InetAddress.getByName("[" + bare + "]") != null;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static int port(@Nullable String port) {
        int number = number(port, PORT);
        if (number < 1 || number > 65_535) {
            throw fault("its port is not a number from 1 to 65535");
        }
        return number;
    }

    private static int number(@Nullable String digits, int otherwise) {
        return digits == null || digits.isEmpty() ? otherwise : Integer.parseInt(digits);
    }

    private static IllegalArgumentException fault(String why) {
        return new IllegalArgumentException(
                "the URL must be redis://[[user]:password@]host[:port][/database], or rediss:// for TLS, with what is special in"
                        + " user and password percent-encoded: "
                        + why);
    }
}
