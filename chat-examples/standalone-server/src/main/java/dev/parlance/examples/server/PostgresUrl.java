package dev.parlance.examples.server;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The address of a PostgreSQL, as its own tools write it. What is wrong with one is said without showing it: it may hold a password. That never gets into the address that the driver is given, which logs and
 * exceptions show.
 */
record PostgresUrl(String jdbc, Map<String, String> login) {
    private static final Pattern URL =
            Pattern.compile("postgres(?:ql)?://(?:(?<user>[^:/?#]*)(?::(?<password>[^/?#]*))?@)?"
                    + "(?<hosts>[^@/?#]+)(?:/(?<database>[^@/?#]*))?(?<parameters>(?:\\?[^@#]*)?)");
    private static final Pattern SECRET =
            Pattern.compile(".*[?&](?:user|(?:ssl)?password)=.*", Pattern.CASE_INSENSITIVE);

    /** Reads one for the command line. */
    static final class Converter implements ITypeConverter<PostgresUrl> {
        @Override
        public PostgresUrl convert(String value) {
            try {
                return parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(
                        "the URL must be postgres://[user[:password]@]host[:port][/database][?parameters], with what is special in user and password percent-encoded");
            }
        }
    }

    static PostgresUrl parse(String url) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches() || SECRET.matcher(parts.group("parameters")).matches()) {
            throw new IllegalArgumentException("no such URL");
        }
        String database = parts.group("database");
        String jdbc = "jdbc:postgresql://" + parts.group("hosts") + "/" + (database == null ? "" : database)
                + parts.group("parameters");
        if (Driver.parseURL(jdbc, null) == null) {
            throw new IllegalArgumentException("the driver does not take it");
        }
        Map<String, String> login = new HashMap<>();
        put(login, "user", parts.group("user"));
        put(login, "password", parts.group("password"));
        return new PostgresUrl(jdbc, Map.copyOf(login));
    }

    private static void put(Map<String, String> login, String name, @Nullable String encoded) {
        if (encoded != null && !encoded.isEmpty()) {
            login.put(name, URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8)); // a plus is a plus
        }
    }

    /** Where it is, and nothing secret. */
    @Override
    public String toString() {
        return jdbc;
    }
}
