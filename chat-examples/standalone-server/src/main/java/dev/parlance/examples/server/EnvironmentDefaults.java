package dev.parlance.examples.server;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * What the environment says where the command line says nothing, of the option itself or of one that excludes it: so a store that is typed wins over another one's variables. A variable that
 * is empty counts as not set.
 */
final class EnvironmentDefaults implements IDefaultValueProvider {
    private static final String REDIS = "--redis";
    private static final String POSTGRES = "--postgres";
    private static final String REDIS_HOST = "REDIS_HOST";
    private static final Map<String, String> VARIABLES = Map.ofEntries(
            Map.entry("--port", "PORT"),
            Map.entry("--host", "HOST"),
            Map.entry(REDIS, "REDIS_URL"),
            Map.entry("--redis-prefix", "REDIS_PREFIX"),
            Map.entry(POSTGRES, "POSTGRES_URL"),
            Map.entry("--postgres-schema", "POSTGRES_SCHEMA"),
            Map.entry("--history", "HISTORY_LIMIT"),
            Map.entry("--archive-dir", "ARCHIVE_DIR"),
            Map.entry("--archive-url", "ARCHIVE_URL"),
            Map.entry("--cors-origin", "CORS_ORIGIN"),
            Map.entry("--files", "FILES_DIR"),
            Map.entry("--max-upload", "MAX_UPLOAD"),
            Map.entry("--jwt-secret", "JWT_SECRET"),
            Map.entry("--jwks-url", "JWKS_URL"),
            Map.entry("--jwt-issuer", "JWT_ISSUER"),
            Map.entry("--jwt-audience", "JWT_AUDIENCE"),
            Map.entry("--require-login", "REQUIRE_LOGIN"),
            Map.entry("--allowed-host", "ALLOWED_HOST"),
            Map.entry("--tls-cert", "TLS_CERT"),
            Map.entry("--tls-key", "TLS_KEY"),
            Map.entry("--admin-token-file", "ADMIN_TOKEN_FILE"),
            Map.entry("--admin-client-ca", "ADMIN_CLIENT_CA"),
            Map.entry("--admin-client", "ADMIN_CLIENT"),
            Map.entry("--admin-port", "ADMIN_PORT"),
            Map.entry("--admin-host", "ADMIN_HOST"),
            Map.entry("--trusted-proxy", "TRUSTED_PROXY"),
            Map.entry("--recovery", "RECOVERY"),
            Map.entry("--unlimited", "UNLIMITED"),
            Map.entry("--io-threads", "IO_THREADS"));

    private static final Map<String, String> EXCLUDED_BY = Map.of(REDIS, POSTGRES, POSTGRES, REDIS);

    private final Map<String, String> environment;

    EnvironmentDefaults(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        String variable = variable(argument);
        return variable == null ? null : variable.equals(REDIS_HOST) ? redis() : value(variable);
    }

    /** As the old service was told where its Redis is. */
    private String redis() {
        String port = value("REDIS_PORT");
        String host = String.valueOf(value(REDIS_HOST));
        boolean bare = host.indexOf(':') != host.lastIndexOf(':') && !host.startsWith("["); // an IPv6 address
        return "redis://" + (bare ? "[" + host + "]" : host)
                + (port == null ? "" : ":" + port.substring(port.lastIndexOf(':') + 1));
    }

    /** What a variable says, or null. */
    @Nullable
    String value(String variable) {
        String value = environment.get(variable);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** Says in one line what is wrong, and where the wrong value came from if nobody typed it. */
    String explain(ParameterException wrong, String[] args) {
        String fault = String.valueOf(wrong.getMessage()).lines().findFirst().orElse("wrong options");
        if (wrong.getArgSpec() instanceof OptionSpec option
                && Arrays.stream(args).noneMatch(arg -> arg.startsWith(option.longestName()))
                && defaultValue(option) != null) {
            return fault + ", as the environment variable " + variable(option) + " says";
        }
        return fault + "; --help lists the options";
    }

    private @Nullable String variable(@Nullable ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || isExcluded(option)) {
            return null;
        }
        String variable = VARIABLES.get(option.longestName());
        boolean old = option.longestName().equals(REDIS) && value("REDIS_URL") == null && value(REDIS_HOST) != null;
        return old ? REDIS_HOST : variable;
    }

    /** Defaults are asked for when all that was typed has been read. */
    private static boolean isExcluded(OptionSpec option) {
        String other = EXCLUDED_BY.get(option.longestName());
        return other != null
                && !option.command().findOption(other).stringValues().isEmpty();
    }
}
