package dev.parlance.redis;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.Connection;

/** Hosts bring their own Jedis, and one that is too old would only be missed by the call that needs what it lacks. */
final class JedisVersion {
    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})([^\\d].*)?");

    private JedisVersion() {}

    /** Throws an {@link IllegalStateException} if the Jedis that is there is too old. */
    static void check() {
        found().ifPresent(JedisVersion::require);
    }

    /** As Jedis' jar says itself; empty if it was repacked without that. */
    static Optional<String> found() {
        Properties properties = new Properties();
        try (InputStream in = Connection.class.getResourceAsStream("pom.properties")) {
            if (in == null) {
                return Optional.empty();
            }
            properties.load(in);
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
        return Optional.ofNullable(properties.getProperty("version"));
    }

    static void require(String version) {
        Matcher numbers = NUMBERS.matcher(version);
        if (!numbers.matches()) {
            return; // not known to be too old
        }
        int major = Integer.parseInt(numbers.group(1));
        int minor = Integer.parseInt(numbers.group(2));
        if (major < 7 || (major == 7 && minor < 4)) {
            throw new IllegalStateException(
                    "Jedis " + version + " is too old, 7.4 or later is needed (Spring Boot: jedis.version)");
        }
    }
}
