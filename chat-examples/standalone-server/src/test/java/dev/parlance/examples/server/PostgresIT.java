package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.archive.jdbc.PostgresServer;
import dev.parlance.redis.RedisProgram;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import redis.clients.jedis.Jedis;

/** Servers over a real PostgreSQL: a team that has one needs nothing else. */
@Execution(ExecutionMode.CONCURRENT)
class PostgresIT {
    @Test
    void twoServersAreOneServiceAndWhatWasSaidSurvivesThemBoth() throws Exception {
        try (PostgresServer postgres = PostgresServer.start()) {
            List<String> said;
            try (TwoNodes nodes = TwoNodes.overPostgres(postgres.uri());
                    Talk talk = Talk.at(nodes.one, nodes.two)) {
                talk.flow(50);
                talk.end();

                talk.assertNothingLost();
                talk.assertNobodyLeft();
                said = List.copyOf(talk.people.get(0).view.texts());
                for (ServerProcess each : List.of(nodes.first, nodes.second)) {
                    assertThat(each.out() + each.err()).doesNotContain(secrets(postgres));
                }
            }
            try (ServerProcess after = ServerProcess.start(Map.of("POSTGRES_URL", postgres.uri()), "--port", "0");
                    ServerProcess apart = ServerProcess.start(
                            "--port", "0", "--postgres", postgres.uri(), "--postgres-schema", "other")) {
                assertThat(history(after)).contains(said.get(said.size() - 1));
                assertThat(history(apart)).doesNotContain(said.get(said.size() - 1));
            }
        }
    }

    @Test
    void aServerThatIsKilledLeavesItsPeopleToTheOther() throws Exception {
        try (PostgresServer postgres = PostgresServer.start();
                TwoNodes nodes = TwoNodes.overPostgres(postgres.uri());
                Talk talk = Talk.at(nodes.one, nodes.two)) {
            talk.during(nodes.first::kill, 50);
            talk.end();

            talk.assertNothingLost();
        }
    }

    @Test
    void withoutItsPostgresItSaysSoAndEnds() {
        try (ServerProcess server =
                ServerProcess.start("--port", "0", "--postgres", "postgres://me:geheim@127.0.0.1:1/chat")) {
            assertThat(server.exitStatus()).isEqualTo(1);
            assertThat(server.err()).contains("127.0.0.1:1").doesNotContain("geheim", "\tat ");
            assertThat(server.out()).doesNotContain("geheim");
        }
    }

    @Test
    void aWrongPasswordIsRefusedAndNotShown() {
        try (PostgresServer postgres = PostgresServer.start();
                ServerProcess server = ServerProcess.start(
                        "--port", "0", "--postgres", postgres.uri().replace("word@", "wort@"))) {
            assertThat(server.exitStatus()).isEqualTo(1);
            assertThat(server.err()).contains("password authentication failed").doesNotContain("\tat ");
            assertThat(server.out() + server.err()).doesNotContain("s3cret", "wort");
        }
    }

    /** The password as it is and as it stands in the URL. */
    @Test
    void whatIsArchivedHereSurvivesARedisThatLosesEverything() throws Exception {
        try (PostgresServer postgres = PostgresServer.start();
                RedisProgram redis = RedisProgram.with()) {
            Map<String, String> login = postgres.login();
            Map<String, String> archive = Map.of(
                    "ARCHIVE_URL", postgres.url(),
                    "ARCHIVE_USER", login.get("user"),
                    "ARCHIVE_PASSWORD", login.get("password"),
                    "REDIS_URL", redis.url(),
                    "HISTORY_LIMIT", "5");
            try (ServerProcess one = ServerProcess.start(archive, "--port", "0");
                    ServerProcess two = ServerProcess.start(archive, "--port", "0");
                    SocketClient ada = new SocketClient(one.address())) {
                ada.send("{\"event\":\"authenticate\",\"data\":{\"userId\":\"ada\",\"username\":\"Ada\"}}");
                ada.send("{\"event\":\"join_room\",\"data\":{\"roomId\":\"tea\"}}");
                for (int i = 1; i <= 30; i++) {
                    ada.send("{\"event\":\"send_message\",\"data\":{\"roomId\":\"tea\",\"message\":\"said " + i
                            + ".\"}}");
                }
                ada.take("said 30.");
                Awaitility.await("the room's log is cut").untilAsserted(() -> {
                    try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
                        assertThat(jedis.xlen("chat:history:{tea}")).isEqualTo(5);
                    }
                });
                assertThat(all(two)).contains("said 1.", "said 30.");

                redis.kill();
                redis.start();
                Awaitility.await("Redis is there again, and empty")
                        .ignoreExceptions()
                        .untilAsserted(() -> assertThat(all(two)).contains("said 1.", "said 30."));
                assertThat(one.out() + one.err()).doesNotContain(secrets(postgres));
            }
        }
    }

    private static String all(ServerProcess server) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(server.address().resolve("/api/chat/tea/history?limit=100"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static String[] secrets(PostgresServer postgres) {
        String uri = postgres.uri();
        return Stream.of(PostgresServer.PASSWORD, uri.substring(uri.indexOf(':', 11) + 1, uri.indexOf('@')))
                .toArray(String[]::new);
    }

    private static String history(ServerProcess server) throws Exception {
        URI history = server.address().resolve("/api/chat/the%20room/history?limit=1000");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(history).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
