package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {
    private final Map<String, String> environment = new HashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void withoutOptionsItIsThePortAndTheHistoryOfTheOldService() {
        ChatServerMain options = parse();

        assertThat(options.port).isEqualTo(5004);
        assertThat(options.host).isEqualTo("0.0.0.0");
        assertThat(options.redis).isNull();
        assertThat(options.redisPrefix).isEqualTo("chat:");
        assertThat(options.postgres).isNull();
        assertThat(options.postgresSchema).isEqualTo("parlance");
        assertThat(options.history).isEqualTo(100);
        assertThat(options.archive.isWanted()).isFalse();
        assertThat(options.corsOrigins).containsExactly("*");
        assertThat(options.files.directory).isNull();
        assertThat(options.files.settings().maxSize()).isEqualTo(25L << 20);
        assertThat(options.trustedProxies).isEmpty();
        assertThat(options.unlimited).isFalse();
        assertThat(options.ioThreads).isZero();
        assertThat(options.login.secret).isNull();
        assertThat(options.login.keySet).isNull();
        assertThat(options.login.required).isFalse();
    }

    @Test
    void everyOptionMayComeFromTheEnvironment() {
        environment.put("TRUSTED_PROXY", "10.0.0.0/8,fd00::/8");
        environment.putAll(Map.of(
                "PORT", "6000",
                "HOST", "127.0.0.1",
                "REDIS_URL", "rediss://me:secret@cache:6380/3",
                "REDIS_PREFIX", "shop:",
                "HISTORY_LIMIT", "7",
                "CORS_ORIGIN", "https://a.example,https://b.example",
                "RECOVERY", "true",
                "UNLIMITED", "true",
                "IO_THREADS", "3"));
        environment.putAll(Map.of("FILES_DIR", "kept", "MAX_UPLOAD", "3kb"));
        environment.putAll(
                Map.of("ALLOWED_HOST", "a.example,b.example", "TLS_CERT", "chain.pem", "TLS_KEY", "key.pem"));

        ChatServerMain options = parse();

        assertThat(options.files.directory).hasToString("kept");
        assertThat(options.files.settings().maxSize()).isEqualTo(3 * 1024);
        assertThat(options.port).isEqualTo(6000);
        assertThat(options.host).isEqualTo("127.0.0.1");
        assertThat(options.redis).isEqualTo("rediss://me:secret@cache:6380/3");
        assertThat(options.redisPrefix).isEqualTo("shop:");
        assertThat(options.history).isEqualTo(7);
        assertThat(options.corsOrigins).containsExactly("https://a.example", "https://b.example");
        assertThat(options.trustedProxies).containsExactly("10.0.0.0/8", "fd00::/8");
        assertThat(options.recovery).isTrue();
        assertThat(options.unlimited).isTrue();
        assertThat(options.ioThreads).isEqualTo(3);
        assertThat(options.allowedHosts).containsExactly("a.example", "b.example");
        assertThat(options.tlsCert).hasFileName("chain.pem");
        assertThat(options.tlsKey).hasFileName("key.pem");
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "512KB, 524288", "25 mb, 26214400", "1G, 1073741824", "1024GB, 1099511627776"})
    void aSizeIsWrittenAsPeopleDo(String size, long bytes) {
        assertThat(parse("--max-upload", size).files.settings().maxSize()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "many", "-1MB", "1025GB", "999999999999GB", "1TB"})
    void whatIsNoSizeIsOneLineAndStatusTwo(String size) {
        assertThat(execute("--max-upload=" + size)).isEqualTo(2);
        assertThat(err.toString().lines()).singleElement().asString().contains("is not a size like 25MB");
    }

    @ParameterizedTest
    @CsvSource({
        "--tls-cert nowhere.pem, there is no file nowhere.pem",
        "--tls-key key.pem, --tls-key needs --tls-cert",
        "--tls-cert keys.p12 --tls-key key.pem, --tls-key is for PEM"
    })
    void whatIsNoCertificateIsOneLineAndStatusTwo(String arguments, String fault) {
        assertThat(execute(arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString().lines()).singleElement().asString().contains(fault);
    }

    @Test
    void whoIsLetInMayComeFromTheEnvironmentToo() {
        environment.putAll(Map.of(
                "JWT_SECRET", "a secret, of thirty-two bytes or more",
                "JWKS_URL", "https://login.example/keys",
                "JWT_ISSUER", "https://login.example",
                "JWT_AUDIENCE", "chat,talk",
                "REQUIRE_LOGIN", "true"));

        LoginOptions login = parse().login;

        assertThat(login.secret).isEqualTo("a secret, of thirty-two bytes or more");
        assertThat(login.keySet).hasToString("https://login.example/keys");
        assertThat(login.issuers).containsExactly("https://login.example");
        assertThat(login.audiences).containsExactly("chat", "talk");
        assertThat(login.required).isTrue();
        assertThat(parse("--jwt-issuer", "https://typed.example").login.issuers)
                .containsExactly("https://typed.example");
    }

    @Test
    void aLoginIsRequiredOnlyWhereTokensCanBeChecked() {
        assertThat(execute("--require-login")).isEqualTo(2);
        environment.put("JWT_AUDIENCE", "chat");
        assertThat(execute()).isEqualTo(2);
        assertThat(err.toString().lines())
                .hasSize(2)
                .allMatch(line -> line.contains("need --jwt-secret or --jwks-url to check tokens with"));
    }

    @Test
    void aSecretThatIsTooShortAndKeysThatComeInClearAreRefusedWithoutBeingShown() {
        assertThat(execute("--jwt-secret", "geheim")).isEqualTo(2);
        environment.put("JWT_SECRET", "geheim");
        assertThat(execute()).isEqualTo(2);
        environment.remove("JWT_SECRET");
        assertThat(execute("--jwks-url", "http://login.example/keys")).isEqualTo(2);
        assertThat(err.toString()).contains("32 bytes", "https://").doesNotContain("geheim");
    }

    @ParameterizedTest
    @CsvSource({
        "postgres://db, jdbc:postgresql://db/, , ",
        "postgresql://db:5433/chat, jdbc:postgresql://db:5433/chat, , ",
        "postgres://me@db/chat, jdbc:postgresql://db/chat, me, ",
        "postgres://me:a%2Fb%3A%40+%25@one:5432|two/chat?targetServerType=primary, jdbc:postgresql://one:5432|two/chat?targetServerType=primary, me, a/b:@+%",
        "postgres://me:a@b:c@[::1]/chat, jdbc:postgresql://[::1]/chat, me, a@b:c"
    })
    void aPostgresIsNamedAsItsOwnToolsDo(String url, String jdbc, String user, String password) {
        environment.put("POSTGRES_URL", url.replace('|', ','));
        environment.put("POSTGRES_SCHEMA", "shop");

        ChatServerMain options = parse();

        assertThat(options.postgres.jdbc()).isEqualTo(jdbc.replace('|', ','));
        assertThat(options.postgres.login().get("user")).isEqualTo(user);
        assertThat(options.postgres.login().get("password")).isEqualTo(password);
        assertThat(options.postgres).asString().doesNotContain("me", "a/b");
        assertThat(options.postgresSchema).isEqualTo("shop");
    }

    @Test
    void thereIsOneStore() {
        assertThat(execute("--postgres", "postgres://db", "--redis", "redis://cache"))
                .isEqualTo(2);
        environment.putAll(Map.of("REDIS_HOST", "cache", "POSTGRES_URL", "postgres://db"));
        assertThat(execute()).isEqualTo(2);
        assertThat(err.toString().lines())
                .hasSize(2)
                .allMatch(line -> line.contains("either --redis or --postgres") && line.contains("REDIS_HOST"));
    }

    @Test
    void anArchiveIsOneDatabaseAndItsPasswordIsNotTyped() {
        assertThat(execute("--archive-dir", "a", "--archive-url", "jdbc:postgresql://db/chat"))
                .isEqualTo(2);
        assertThat(execute("--archive-dir", "a", "--redis", "redis://cache")).isEqualTo(2);
        assertThat(execute("--archive-url", "mongodb://db")).isEqualTo(2);
        environment.put("ARCHIVE_URL", "jdbc:postgresql://db/chat?password=geheim");
        assertThat(execute()).isEqualTo(2);
        List<String> faults = err.toString().lines().toList();
        assertThat(faults).hasSize(4);
        assertThat(faults.get(0)).contains("either --archive-dir or --archive-url");
        assertThat(faults.get(1)).contains("--archive-dir is for one server");
        assertThat(faults.get(2)).contains("jdbc:postgresql:");
        assertThat(faults.get(3)).contains("ARCHIVE_PASSWORD").doesNotContain("geheim");
    }

    @ParameterizedTest
    @ValueSource(strings = {"REDIS_URL=redis://cache", "REDIS_HOST=cache", "REDIS_URL=no Redis"})
    void aStoreThatIsTypedWinsOverAnotherOneOfTheEnvironment(String variable) {
        environment.put(variable.split("=")[0], variable.split("=")[1]);
        environment.put("POSTGRES_URL", "no Postgres");

        ChatServerMain options = parse("--postgres", "postgres://db");
        assertThat(options.redis).isNull();
        assertThat(options.postgres.jdbc()).isEqualTo("jdbc:postgresql://db/");

        options = parse("--redis=redis://typed");
        assertThat(options.redis).isEqualTo("redis://typed");
        assertThat(options.postgres).isNull();
    }

    @Test
    void theCommandLineWinsOverTheEnvironment() {
        environment.putAll(Map.of("PORT", "6000", "CORS_ORIGIN", "https://a.example", "UNLIMITED", "true"));

        ChatServerMain options = parse("--port", "6001", "--cors-origin", "https://c.example", "--unlimited");

        assertThat(options.port).isEqualTo(6001);
        assertThat(options.corsOrigins).containsExactly("https://c.example");
        assertThat(options.unlimited).isTrue();
    }

    @Test
    void anEmptyVariableCountsAsNotSet() {
        environment.put("PORT", " ");

        assertThat(parse().port).isEqualTo(5004);
    }

    @ParameterizedTest
    @CsvSource({
        "cache, 6380, redis://cache:6380",
        "cache, '', redis://cache",
        "my_cache, 6380, redis://my_cache:6380",
        "::1, 6380, redis://[::1]:6380",
        "[::1], '', redis://[::1]",
        "cache, tcp://10.0.0.1:6379, redis://cache:6379" // as Kubernetes sets it beside a service called redis
    })
    void theVariablesOfTheOldServiceLeadToItsRedis(String host, String port, String url) {
        environment.putAll(Map.of("REDIS_HOST", host, "REDIS_PORT", port));

        assertThat(parse().redis).isEqualTo(url);
    }

    @Test
    void aUrlWinsOverHostAndPortAndAPortAloneIsNoRedis() {
        environment.put("REDIS_PORT", "6380");
        assertThat(parse().redis).isNull();

        environment.putAll(Map.of("REDIS_URL", "redis://a", "REDIS_HOST", "b"));
        assertThat(parse().redis).isEqualTo("redis://a");
    }

    @Test
    void aPasswordIsNotShown() {
        assertThat(execute("--redis", "http://:geheim@cache")).isEqualTo(2);
        environment.put("REDIS_URL", "http://:geheim@cache");
        assertThat(execute()).isEqualTo(2);
        environment.put("REDIS_URL", "redis://geheim@cache:geheim/geheim");
        assertThat(execute()).isEqualTo(2);
        environment.clear();
        environment.put("REDIS_URL", "http://:geheim@cache");
        for (String url : List.of(
                "mysql://me:geheim@db",
                "postgres://me:geheim%zz@db",
                "postgres://me:gehe/im@db",
                "postgres://me:geheim@db:port",
                "postgres://db/chat?password=geheim")) {
            assertThat(execute("--postgres", url)).as(url).isEqualTo(2);
        }

        assertThat(err.toString()).contains("REDIS_URL").doesNotContain("geheim");
    }

    @Test
    void aPrefixThatRedisBrokersDoNotTakeIsRefused() {
        assertThat(execute("--redis", "redis://cache", "--redis-prefix", "{x}")).isEqualTo(2);
        assertThat(err.toString()).contains("prefix must be");
    }

    @Test
    void originsMayBeRepeatedAndSeparatedByCommas() {
        assertThat(parse("--cors-origin", "https://a.example,https://b.example", "--cors-origin=https://c.example")
                        .corsOrigins)
                .containsExactly("https://a.example", "https://b.example", "https://c.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--prot 5004",
                "--port five",
                "--port 65536",
                "--port -1",
                "--port",
                "--history -1",
                "--history 100001",
                "--io-threads 0",
                "--redis http://localhost",
                "--redis redis://:secret@",
                "--redis redis://secret@cache",
                "--redis unix:///run/redis.sock",
                "--postgres localhost",
                "--postgres jdbc:postgresql://localhost/chat",
                "--postgres postgres://localhost:-1",
                "--jwks-url http://[",
                "5004"
            })
    void aWrongOptionIsOneLineAndStatusTwo(String arguments) {
        assertThat(execute(arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("chat-server: ")
                .contains(arguments.split(" ")[0]);
    }

    @Test
    void anOriginThatNoBrowserWouldWriteIsRefused() {
        assertThat(execute("--cors-origin", "https://a.example,b.example/path")).isEqualTo(2);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("\"b.example/path\"")
                .doesNotContain("\"https://a.example\"");
    }

    @ParameterizedTest
    @CsvSource({"PORT, http", "HISTORY_LIMIT, many", "UNLIMITED, perhaps", "IO_THREADS, -2"})
    void aWrongVariableIsNamed(String variable, String value) {
        environment.put(variable, value);

        assertThat(execute()).isEqualTo(2);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("'" + value + "'")
                .contains(variable);
    }

    @Test
    void aProxyThatIsNoNetworkIsAWrongOption() {
        assertThat(execute("--trusted-proxy", "proxy.local")).isEqualTo(2);
        assertThat(err.toString()).contains("trustedProxies", "\"proxy.local\"");
    }

    @Test
    void helpNamesEveryOptionWithItsVariable() {
        assertThat(execute("--help")).isZero();
        assertThat(out.toString())
                .contains(
                        "--port",
                        "--host",
                        "--redis",
                        "--redis-prefix",
                        "--postgres",
                        "--postgres-schema",
                        "--history",
                        "--cors-origin",
                        "--jwt-secret",
                        "--jwks-url",
                        "--jwt-issuer",
                        "--jwt-audience",
                        "--require-login",
                        "--admin-token-file",
                        "--admin-client-ca",
                        "--admin-client",
                        "--admin-port",
                        "--admin-host",
                        "--allowed-host",
                        "--tls-cert",
                        "--tls-key",
                        "--trusted-proxy",
                        "--unlimited",
                        "--io-threads")
                .contains(
                        "[PORT]",
                        "[HOST]",
                        "[REDIS_URL, or REDIS_HOST",
                        "[REDIS_PREFIX]",
                        "[POSTGRES_URL]",
                        "[POSTGRES_SCHEMA]",
                        "[HISTORY_LIMIT]",
                        "[CORS_ORIGIN]",
                        "[JWT_SECRET]",
                        "[JWKS_URL]",
                        "[JWT_ISSUER]",
                        "[JWT_AUDIENCE]",
                        "[REQUIRE_LOGIN=true]",
                        "[ADMIN_TOKEN_FILE, or",
                        "[ADMIN_CLIENT_CA]",
                        "[ADMIN_CLIENT,",
                        "[ADMIN_PORT]",
                        "[ADMIN_HOST]",
                        "[ALLOWED_HOST]",
                        "[TLS_CERT]",
                        "[TLS_KEY]",
                        "TLS_PASSWORD",
                        "[TRUSTED_PROXY]",
                        "[UNLIMITED=true]",
                        "[IO_THREADS]");
    }

    private ChatServerMain parse(String... arguments) {
        CommandLine commandLine = ChatServerMain.commandLine(environment);
        commandLine.parseArgs(arguments);
        return commandLine.getCommand();
    }

    private int execute(String... arguments) {
        return ChatServerMain.commandLine(environment)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
