package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.redis.RedisProgram;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What can be known of Dockerfile, docker-compose.yml and haproxy.cfg without Docker: they agree, and the image's commands work. */
class DeploymentIT {
    private static final String FOLDER = "chat-examples/standalone-server/";

    private final String dockerfile = Repository.text(FOLDER + "Dockerfile");
    private final JsonNode services = new YAMLMapper()
            .readTree(Repository.text(FOLDER + "docker-compose.yml"))
            .get("services");
    private final String proxy = Repository.text(FOLDER + "haproxy.cfg");
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void theCommandOfTheImageServesAsItsHealthCheckAsks() throws Exception {
        List<String> command = words("ENTRYPOINT (\\[.*])");
        assertThat(command).startsWith("java").endsWith("-jar", "chat-server.jar");
        command.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.set(command.size() - 1, Repository.file(ServerProcess.JAR).toString());
        List<String> check = words("HEALTHCHECK .* CMD (\\[.*])");
        URI health = URI.create(check.get(check.size() - 1));

        try (RedisProgram redis = RedisProgram.with();
                ServerProcess server = ServerProcess.run(
                        command, Map.of("REDIS_HOST", "127.0.0.1", "REDIS_PORT", "" + redis.port(), "PORT", "0"))) {
            assertThat(health.getPort()).isEqualTo(5004);
            assertThat(status(server.address().resolve(health.getPath()))).isEqualTo(200);
            for (String path : groups("option httpchk GET (\\S+)")) {
                assertThat(status(server.address().resolve(path))).as(path).isEqualTo(200);
            }
        }
    }

    @Test
    void theImageTakesTheJarThatTheBuildMakes() {
        assertThat(dockerfile).contains("COPY --from=build /src/" + ServerProcess.JAR + " chat-server.jar");
    }

    @Test
    void theProxyLeadsToTheNodes() {
        TreeSet<String> nodes = new TreeSet<>();
        services.propertyStream()
                .filter(service -> service.getKey().startsWith("node-"))
                .forEach(service -> nodes.add(service.getKey() + ":5004"));

        assertThat(nodes).hasSize(2);
        assertThat(new TreeSet<>(groups("(?m)^ +server \\S+ (\\S+)"))).isEqualTo(nodes);
        assertThat(services.get("proxy").get("ports").get(0).asString()).isEqualTo("5004:5004");
        assertThat(Repository.file(FOLDER)
                        .resolve(services.get("proxy")
                                .get("volumes")
                                .get(0)
                                .asString()
                                .split(":")[0]))
                .exists();
    }

    @Test
    void nginxLeadsToTheSameNodes() {
        assertThat(Pattern.compile("(?m)^ +server (\\S+:\\d+);")
                        .matcher(Repository.text(FOLDER + "nginx.conf"))
                        .results()
                        .map(match -> match.group(1)))
                .containsExactlyInAnyOrderElementsOf(Set.copyOf(groups("(?m)^ +server \\S+ (\\S+)")));
    }

    @Test
    void theNodesFindTheirRedisAndTheirDockerfile() {
        JsonNode node = services.get("node-1");
        JsonNode build = node.get("build");

        assertThat(services.has(node.get("environment").get("REDIS_HOST").asString()))
                .isTrue();
        assertThat(Repository.file(FOLDER)
                        .resolve(build.get("context").asString())
                        .normalize())
                .isEqualTo(Repository.file("").normalize());
        assertThat(Files.exists(Repository.file(build.get("dockerfile").asString())))
                .isTrue();
    }

    private List<String> groups(String pattern) {
        return Pattern.compile(pattern)
                .matcher(proxy)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private List<String> words(String instruction) {
        MatchResult match = Pattern.compile(instruction)
                .matcher(dockerfile)
                .results()
                .findFirst()
                .orElseThrow();
        List<String> words = new ArrayList<>();
        new JsonMapper().readTree(match.group(1)).forEach(word -> words.add(word.asString()));
        return words;
    }

    private int status(URI address) throws Exception {
        return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
