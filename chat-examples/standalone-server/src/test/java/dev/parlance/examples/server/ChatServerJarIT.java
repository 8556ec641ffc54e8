package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.redis.RedisProgram;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as a process: its line, its exit statuses, its environment, its end. */
class ChatServerJarIT {
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void itSaysWhereItServesAndServesThePageThere() throws Exception {
        try (ServerProcess server = ServerProcess.start("--port", "0")) {
            URI address = server.address();

            assertThat(address.getHost()).isEqualTo("localhost");
            assertThat(get(address.resolve("/")).body()).contains("<title>Parlance</title>");
            assertThat(get(address.resolve("/health")).body()).contains("\"chat-service\"");
            assertThat(server.out().lines()).hasSize(2).first().asString().contains("WARN", "every client is believed");
            assertThat(server.err()).isEmpty();
        }
    }

    @Test
    void aFileIsWhatItsBytesSayAndComesBackToWhoBroughtIt() throws Exception {
        try (ServerProcess server = ServerProcess.start("--port", "0", "--max-upload", "2KB")) {
            URI files = server.address().resolve("/api/chat/tea/files?name=tea.png");
            HttpResponse<String> there = upload(files, "%PDF-1.7 and its pages");
            assertThat(there.statusCode()).as(there.body()).isEqualTo(201);
            assertThat(there.body()).contains("\"name\":\"tea.png\",\"type\":\"application/pdf\"");
            String url = there.body().replaceFirst(".*\"url\":\"([^\"]+)\".*", "$1");
            HttpRequest own = HttpRequest.newBuilder(server.address().resolve(url))
                    .header("X-User-Id", "ada")
                    .build();
            assertThat(http.send(own, HttpResponse.BodyHandlers.ofString()).body())
                    .isEqualTo("%PDF-1.7 and its pages");
            assertThat(upload(files, "x".repeat(2_049)).statusCode()).isEqualTo(413);
        }
    }

    private HttpResponse<String> upload(URI files, String content) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(files)
                .header("X-User-Id", "ada")
                .POST(HttpRequest.BodyPublishers.ofString(content))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void itTakesPortAndOriginFromTheEnvironment() throws Exception {
        Map<String, String> environment = Map.of("PORT", "0", "HOST", "127.0.0.1", "CORS_ORIGIN", "https://a.example");
        try (ServerProcess server = ServerProcess.start(environment)) {
            URI health = server.address().resolve("/health");

            assertThat(health.getHost()).isEqualTo("127.0.0.1");
            assertThat(get(health, "https://a.example").headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("https://a.example");
            assertThat(get(health, "https://b.example").headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
    }

    @Test
    void withACertificateItServesOverTlsUnderItsNamesAlone(@TempDir Path folder) throws Exception {
        Path keys = folder.resolve("keys.p12");
        String java = System.getProperty("java.home");
        List<String> keytool =
                new ArrayList<>(List.of(Path.of(java, "bin", "keytool").toString(), "-genkeypair"));
        keytool.addAll(List.of("-keystore", keys.toString(), "-storepass", "geheim", "-alias", "server"));
        keytool.addAll(List.of("-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost"));
        assertThat(new ProcessBuilder(keytool).start().waitFor(60, TimeUnit.SECONDS))
                .isTrue();
        KeyStore trusted = KeyStore.getInstance(keys.toFile(), "geheim".toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.setCertificateEntry("authority", trusted.getCertificate("server"));
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        try (ServerProcess server = ServerProcess.start(
                Map.of("TLS_PASSWORD", "geheim", "TLS_CERT", keys.toString(), "ALLOWED_HOST", "chat.example"),
                "--port",
                "0")) {
            URI address = server.address();
            assertThat(address).hasScheme("https");
            HttpResponse<String> page = HttpClient.newBuilder()
                    .sslContext(tls)
                    .build()
                    .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(page.body()).contains("<title>Parlance</title>");
            assertThat(page.headers().firstValue("Strict-Transport-Security")).isPresent();
        }
    }

    @Test
    void twoOverOneRedisAreOneService() throws Exception {
        try (RedisProgram redis = RedisProgram.with();
                ServerProcess one = ServerProcess.start("--port", "0", "--redis", redis.url());
                ServerProcess two = ServerProcess.start(
                        Map.of("REDIS_HOST", "127.0.0.1", "REDIS_PORT", "" + redis.port()), "--port", "0");
                ServerProcess apart =
                        ServerProcess.start("--port", "0", "--redis", redis.url(), "--redis-prefix", "other:");
                SocketClient ada = new SocketClient(one.address())) {
            ada.send("{\"event\":\"authenticate\",\"data\":{\"userId\":\"ada\",\"username\":\"Ada\"}}");
            ada.send("{\"event\":\"join_room\",\"data\":{\"roomId\":\"tea\"}}");
            ada.send("{\"event\":\"send_message\",\"data\":{\"roomId\":\"tea\",\"message\":\"hello\"},\"id\":1}");
            ada.take("\"id\":1");

            assertThat(get(two.address().resolve("/api/chat/tea/history")).body())
                    .contains("hello");
            assertThat(get(apart.address().resolve("/api/chat/tea/history")).body())
                    .doesNotContain("hello");
        }
    }

    @Test
    void aServerIsReadyWhileItsRedisIsThere() throws Exception {
        try (RedisProgram redis = RedisProgram.with();
                ServerProcess server = ServerProcess.start("--port", "0", "--redis", redis.url())) {
            URI ready = server.address().resolve("/ready");
            assertThat(get(ready).statusCode()).isEqualTo(200);

            redis.kill();
            Awaitility.await()
                    .untilAsserted(() -> assertThat(get(ready).statusCode()).isEqualTo(503));
            assertThat(get(ready).body()).contains("BROKER_UNAVAILABLE");
            assertThat(get(server.address().resolve("/health")).statusCode()).isEqualTo(200);

            redis.start();
            Awaitility.await()
                    .untilAsserted(() -> assertThat(get(ready).statusCode()).isEqualTo(200));
        }
    }

    @Test
    void withoutItsRedisItSaysSoAndEnds() {
        try (ServerProcess server = ServerProcess.start("--port", "0", "--redis", "redis://:geheim@127.0.0.1:1")) {
            assertThat(server.exitStatus()).isEqualTo(1);
            assertThat(server.err()).contains("127.0.0.1:1").doesNotContain("geheim", "\tat ");
        }
    }

    @Test
    void withAnArchiveItForgetsNothingHoweverItEnds(@TempDir Path folder) throws Exception {
        String[] options = {"--port", "0", "--history", "5", "--archive-dir", folder.toString()};
        try (ServerProcess server = ServerProcess.start(options);
                SocketClient ada = new SocketClient(server.address())) {
            say(ada, 1, 40);
            server.terminate();
            assertThat(server.exitStatus()).isEqualTo(143);
        }
        try (ServerProcess server = ServerProcess.start(options)) {
            URI history = server.address().resolve("/api/chat/tea/history?limit=100");
            assertThat(get(history).body()).contains("message 1\"", "message 40\"");
            try (SocketClient ada = new SocketClient(server.address())) {
                say(ada, 41, 42);
            }
            assertThat(get(history).body()).contains("message 1\"", "\"number\":41", "message 42\"");
        }
    }

    private static void say(SocketClient ada, int from, int to) throws Exception {
        ada.send("{\"event\":\"authenticate\",\"data\":{\"userId\":\"ada\",\"username\":\"Ada\"}}");
        ada.send("{\"event\":\"join_room\",\"data\":{\"roomId\":\"tea\"}}");
        for (int i = from; i <= to; i++) {
            ada.send("{\"event\":\"send_message\",\"data\":{\"roomId\":\"tea\",\"message\":\"message " + i + "\"}}");
        }
        ada.take("message " + to);
    }

    @Test
    void itKeepsAsManyMessagesAsItIsTold() throws Exception {
        try (ServerProcess server = ServerProcess.start("--port", "0", "--history", "2");
                SocketClient ada = new SocketClient(server.address())) {
            ada.send("{\"event\":\"authenticate\",\"data\":{\"userId\":\"ada\",\"username\":\"Ada\"}}");
            ada.send("{\"event\":\"join_room\",\"data\":{\"roomId\":\"tea\"}}");
            for (String text : new String[] {"one", "two", "three"}) {
                ada.send("{\"event\":\"send_message\",\"data\":{\"roomId\":\"tea\",\"message\":\"" + text + "\"}}");
            }
            ada.take("three");

            assertThat(get(server.address().resolve("/api/chat/tea/history")).body())
                    .contains("two", "three")
                    .doesNotContain("one");
        }
    }

    @Test
    void onSigtermItSaysThatItStopsTellsItsClientsToComeBackAndEnds() throws Exception {
        try (ServerProcess server = ServerProcess.start("--port", "0");
                SocketClient client = new SocketClient(server.address())) {
            server.terminate();

            assertThat(client.closeCode()).isEqualTo(1001);
            assertThat(server.exitStatus()).isIn(0, 143); // 128 + SIGTERM, as the JVM says it
            assertThat(server.out().lines()).hasSize(3).last().asString().contains("Parlance stops");
            assertThat(server.err()).isEmpty();
        }
    }

    @Test
    void aTakenPortIsOneLineAndStatusOne() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                ServerProcess server =
                        ServerProcess.start("--host", "127.0.0.1", "--port", Integer.toString(taken.getLocalPort()))) {
            assertThat(server.exitStatus()).isEqualTo(1);
            assertThat(server.err().lines())
                    .singleElement()
                    .asString()
                    .isEqualTo("chat-server: cannot listen on 127.0.0.1:" + taken.getLocalPort()
                            + ": Address already in use; stop what listens there, or choose another host or port");
            assertThat(server.out()).doesNotContain("Parlance serves");
        }
    }

    @Test
    void anAddressOfAnotherMachineIsOneLineAndStatusOne() {
        try (ServerProcess server = ServerProcess.start("--host", "192.0.2.1", "--port", "0")) {
            assertThat(server.exitStatus()).isEqualTo(1);
            assertThat(server.err().lines()).singleElement().asString().contains("192.0.2.1");
        }
    }

    @Test
    void aWrongOptionIsOneLineAndStatusTwo() {
        try (ServerProcess server = ServerProcess.start("--prot", "5004")) {
            assertThat(server.exitStatus()).isEqualTo(2);
            assertThat(server.err().lines()).singleElement().asString().contains("--prot");
            assertThat(server.out()).isEmpty();
        }
    }

    @Test
    void itKnowsItsVersion() {
        try (ServerProcess server = ServerProcess.start("--version")) {
            assertThat(server.exitStatus()).isZero();
            assertThat(server.out()).matches("Parlance \\d+\\.\\d+\\.\\d+\\S*\\R");
        }
    }

    private HttpResponse<String> get(URI address) throws Exception {
        return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(URI address, String origin) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(address).header("Origin", origin).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
