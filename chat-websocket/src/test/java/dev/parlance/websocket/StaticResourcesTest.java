package dev.parlance.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StaticResourcesTest {
    private TestServer server;
    private RawClient client;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.start(
                builder -> builder.resources(StaticResources.fromClasspath(StaticResourcesTest.class, "/web")));
        client = server.connect();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void filesAreServedWithTheirTypeAndAStrictPolicy() throws IOException {
        RawClient.Answer page = client.get("/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("<title>Test</title>");
        assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(page.header("Content-Security-Policy"))
                .isEqualTo(
                        "default-src 'self'; connect-src 'self' ws://localhost wss://localhost; img-src 'self' data:;"
                                + " object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.header("Permissions-Policy")).contains("camera=()", "microphone=()", "geolocation=()");
        assertThat(client.get("/sub/a.js?v=1").header("Content-Type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(client.get("/sub/").body()).contains("<title>Sub</title>");
    }

    @ParameterizedTest
    @CsvSource({
        "chat.example:8443, connect-src 'self' ws://chat.example:8443 wss://chat.example:8443;",
        "192.0.2.7, connect-src 'self' ws://192.0.2.7 wss://192.0.2.7;",
        "[::1]:5004, connect-src 'self';",
        "a'b, connect-src 'self';"
    })
    void aPageMayConnectToTheHostThatItWasAskedFrom(String host, String policy) throws IOException {
        client.send("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
        assertThat(client.answer().header("Content-Security-Policy")).contains(policy);
    }

    @Test
    void aFileThatTheClientHasIsNotSentAgain() throws IOException {
        String tag = client.get("/index.html").header("ETag");
        RawClient.Answer again = client.get("/index.html", "If-None-Match: \"other\", " + tag);
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.header("ETag")).isEqualTo(tag);
        assertThat(again.header("Content-Length")).isNull();
        assertThat(client.get("/index.html", "If-None-Match: \"other\"").status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../web/index.html",
                "/sub/../index.html",
                "/sub/..%2findex.html",
                "/%2e%2e/simplelogger.properties",
                "/..;/simplelogger.properties",
                "/sub\\..\\index.html",
                "//web/index.html/",
                "/index.html%00.js",
                "/index.html/",
                "/sub",
            })
    void thereIsNothingToTraverse(String target) throws IOException {
        assertThat(client.get(target).status()).isIn(400, 404);
    }

    @Test
    void theApiComesFirst() throws IOException {
        assertThat(client.get("/health").body()).contains("\"ok\"");
        assertThat(client.request("POST", "/index.html").status()).isEqualTo(405);
    }

    @Test
    void aJarIsAsGoodAsAFolder(@TempDir Path folder) throws IOException {
        Path jar = folder.resolve("pages.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            for (String name : new String[] {"pages/", "pages/a.css", "other/b.css"}) {
                zip.putNextEntry(new ZipEntry(name));
                zip.closeEntry();
            }
        }
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()});
                TestServer second = TestServer.start(
                        builder -> builder.resources(StaticResources.fromClasspath(loader, "/pages")));
                RawClient other = second.connect()) {
            assertThat(other.get("/a.css").status()).isEqualTo(200);
            assertThat(other.get("/b.css").status()).isEqualTo(404);
        }
    }

    @Test
    void aFolderThatIsNotThereIsSaid() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StaticResources.fromClasspath(StaticResourcesTest.class, "/nowhere"))
                .withMessageContaining("/nowhere");
    }
}
