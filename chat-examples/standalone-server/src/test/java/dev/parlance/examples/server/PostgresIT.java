package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.archive.jdbc.PostgresServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

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
