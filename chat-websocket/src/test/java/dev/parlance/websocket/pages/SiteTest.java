package dev.parlance.websocket.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.StaticResources;
import dev.parlance.websocket.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteTest {
    private static final Pattern VERSION = Pattern.compile("v-[0-9a-f]{16}");
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private TestServer server;
    private RawClient client;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.start(builder -> builder.resources(StaticResources.fromClasspath(SiteTest.class, "/site")));
        client = server.connect();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    private String version() throws IOException {
        Matcher version = VERSION.matcher(client.get("/").body());
        assertThat(version.find()).isTrue();
        return version.group();
    }

    @Test
    void aPageNamesWhatItIsMadeOfByTheContent() throws IOException {
        RawClient.Answer page = client.get("/");
        assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(page.body().replaceAll(VERSION.pattern(), "V").replaceAll("\n+", "\n"))
                .isEqualTo("""
                        <!doctype html>
                        <title>Site</title>
                        <link rel="icon" href="V/parts/icon.svg">
                        <link rel="manifest" href="parts/app.webmanifest">
                        <link rel="stylesheet" href="V/one.bundle.css">
                        <script type="module" src="V/main.bundle.js"></script>
                        <img src="https://example.org/parts/icon.svg" alt=""><a href="main.js">source</a>
                        """);
        assertThat(client.get("/parts/").body()).contains("src=\"../" + version() + "/main.js\"");
    }

    @Test
    void whatIsNamedByItsContentIsKeptForEver() throws IOException {
        String folder = "/" + version();
        assertThat(client.get(folder + "/main.js").header("Cache-Control")).isEqualTo(FOR_EVER);
        assertThat(client.get(folder + "/main.bundle.js").header("Cache-Control"))
                .isEqualTo(FOR_EVER);
        assertThat(client.get(folder + "/one.bundle.css").body()).containsSubsequence("#111", "#222");
        assertThat(client.get("/main.js").header("Cache-Control")).isEqualTo("no-cache");
    }

    @Test
    void theAddressOfAnotherVersionGetsThePresentFileAndIsNotKept() throws IOException {
        RawClient.Answer file = client.get("/v-0123456789abcdef/main.js");
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(client.get("/v-0123456789abcdef/gone.js").status()).isEqualTo(404);
        assertThat(client.get("/" + version() + "/index.html").status()).isEqualTo(404);
        assertThat(client.get("/" + version() + "/").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip, deflate, br|gzip",
                "br;q=1.0, GZIP;q=0.001|gzip",
                "*|gzip",
                "gzip;q=0|",
                "gzip;q=0.000, *;q=0.5|",
                "identity|",
                "*;q=0|",
            })
    void whoAcceptsItGetsItCompressed(String accepted, String coding) throws IOException {
        RawClient.Answer answer = client.get("/main.js", "Accept-Encoding: " + accepted);
        assertThat(answer.header("Content-Encoding")).isEqualTo(coding);
        assertThat(answer.header("Vary")).isEqualTo("Accept-Encoding");
        assertThat(client.get("/main.js").header("Content-Encoding")).isNull();
    }

    @Test
    void compressedAndPlainAreTheSameUnderTwoTags() throws Exception {
        HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + "/main.js"))
                                .header("Accept-Encoding", "gzip")
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        RawClient.Answer plain = client.get("/main.js");
        try (GZIPInputStream content = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            assertThat(new String(content.readAllBytes(), UTF_8)).isEqualTo(plain.body());
        }
        String tag = answer.headers().firstValue("ETag").orElseThrow();
        assertThat(tag).isNotEqualTo(plain.header("ETag"));

        RawClient.Answer known = client.get("/main.js", "Accept-Encoding: gzip", "If-None-Match: " + tag);
        assertThat(known.status()).isEqualTo(304);
        assertThat(known.header("Vary")).isEqualTo("Accept-Encoding");
        assertThat(client.get("/main.js", "If-None-Match: " + tag).status()).isEqualTo(200);
    }

    @Test
    void whatCompressionDoesNotMakeSmallerIsSentAsItIs() throws IOException {
        RawClient.Answer answer = client.get("/one.css", "Accept-Encoding: gzip");
        assertThat(answer.header("Content-Encoding")).isNull();
        assertThat(answer.header("Vary")).isNull();
    }
}
