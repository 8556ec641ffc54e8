package dev.parlance.websocket.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parlance.ChatEngine;
import dev.parlance.attachment.DirectoryAttachments;
import dev.parlance.model.Credentials;
import dev.parlance.model.User;
import dev.parlance.policy.Action;
import dev.parlance.policy.FileSettings;
import dev.parlance.websocket.AddressLimits;
import dev.parlance.websocket.ChatServer;
import dev.parlance.websocket.RawClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files over REST, for those who may bring and read them. */
class FilesOverHttpTest {
    private static final String FILES = "/api/chat/tea/files";
    private static final String ADA = "Authorization: Bearer ada";
    private static final String BO = "Authorization: Bearer bo";
    private static final int MOST = 200_000;
    private static final String PNG = "\u0089PNG and its points";

    private final Set<String> mayNot = ConcurrentHashMap.newKeySet();

    @TempDir
    Path directory;

    private ChatEngine engine;
    private ChatServer server;

    @BeforeEach
    void start() throws IOException {
        engine = ChatEngine.builder()
                .authenticator(FilesOverHttpTest::login)
                .authorizer((user, action) -> CompletableFuture.completedFuture(
                        !mayNot.contains(user.id() + (action instanceof Action.Upload ? " uploads" : " reads"))))
                .attachments(
                        DirectoryAttachments.in(directory),
                        FileSettings.builder()
                                .maxSize(MOST)
                                .refusedTypes(List.of("application/x-msdownload"))
                                .maxUploads(8, 2)
                                .build())
                .build();
        server = ChatServer.builder(engine)
                .host("127.0.0.1")
                .port(0)
                .addressLimits(AddressLimits.unlimited())
                .guardedHistory(true)
                .corsOrigins("https://chat.example")
                .fileInspector(new BeginningsInspector())
                .build()
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
        engine.close();
    }

    private static CompletionStage<User> login(Credentials credentials) {
        String token = credentials.bearer().orElse("");
        return CompletableFuture.completedFuture(token.isEmpty() ? null : User.of(token, token));
    }

    private RawClient connect() throws IOException {
        return RawClient.connect(server.address().getPort());
    }

    private RawClient.Answer get(String target, String... headers) throws IOException {
        try (RawClient client = connect()) {
            return client.get(target, headers);
        }
    }

    private RawClient.Answer upload(String query, String content, String... headers) throws IOException {
        try (RawClient client = connect()) {
            return begin(client, query, content.getBytes(ISO_8859_1).length, headers)
                    .send(content)
                    .answer();
        }
    }

    private static RawClient begin(RawClient client, String query, int length, String... headers) throws IOException {
        String more = headers.length == 0 ? ADA : String.join("\r\n", headers);
        return client.send("POST " + FILES + query + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + length
                + "\r\n" + more + "\r\n\r\n");
    }

    private static String field(RawClient.Answer answer, String name) {
        return answer.body().replaceFirst("(?s).*\"" + name + "\":\"?([^\",}]*).*", "$1");
    }

    private String uploaded(String content, String name) throws IOException {
        RawClient.Answer answer = upload("?name=" + name, content);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return field(answer, "url");
    }

    private List<String> kept() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile)
                    .filter(each -> !each.startsWith(directory.resolve("locks")) && !each.endsWith("format"))
                    .map(Path::toString)
                    .toList();
        }
    }

    private static ConditionFactory eventually(String what) {
        return await(what).atMost(Duration.ofMinutes(1));
    }

    @Test
    void aFileOfAFormIsThereAndComesBackAsItWas() throws IOException {
        String form = "--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nfor you\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"t\u00c3\u00a9a %22.png\"\r\nContent-Type: text/html\r\n\r\n"
                + PNG + "\r\n--b--\r\n";
        RawClient.Answer answer = upload("", form, ADA, "Content-Type: multipart/form-data; boundary=b");
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        String url = field(answer, "url");
        assertThat(answer.body())
                .startsWith("{\"success\":true,\"file\":{\"fileId\":\"")
                .contains("\"name\":\"t\u00e9a \\\".png\",\"type\":\"image/png\",\"size\":19,\"url\":\"" + url + "\"")
                .contains("\"width\":640,\"height\":480,\"thumbnail\":\"" + url + "/thumbnail\"");
        assertThat(url).startsWith(FILES + "/");
        try (RawClient client = connect()) {
            client.send("GET " + url + " HTTP/1.1\r\nHost: localhost\r\n" + ADA + "\r\nConnection: close\r\n\r\n");
            assertThat(new String(client.readAll(), ISO_8859_1)).endsWith("\r\n\r\n" + PNG);
        }
        RawClient.Answer small = get(url + "/thumbnail", ADA);
        assertThat(small.body()).isEqualTo(BeginningsInspector.SMALL);
        assertThat(small.header("Content-Type")).isEqualTo("image/jpeg");
    }

    @Test
    void aFileThatIsTheBodyIsCalledWhatTheAddressOrAHeaderSays() throws IOException {
        assertThat(field(upload("?name=tea%20%C3%A9.txt", "leaves"), "name")).isEqualTo("tea \u00e9.txt");
        String extended = "Content-Disposition: attachment; filename*=UTF-8''t%C3%A9a.txt";
        assertThat(field(upload("", "leaves", ADA, extended), "name")).isEqualTo("t\u00e9a.txt");
        assertThat(field(upload("", "leaves"), "name")).isEqualTo("file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../../etc/passwd", "..%5C..%5Cpasswd", "/etc/passwd", "%00passwd", "..%2Fpasswd"})
    void aNameThatIsAPathLeadsNowhere(String name) throws IOException {
        String url = uploaded("leaves", name);
        assertThat(get(url, ADA).header("Content-Disposition")).contains("filename=\"passwd\"");
        assertThat(kept()).isNotEmpty().noneMatch(each -> each.contains("passwd"));
    }

    @ParameterizedTest
    @CsvSource({"<html><script>alert(1)</script>", "'<svg onload=\"alert(1)\"/>'"})
    void aPageOrADrawingWithAScriptIsNeverShown(String content) throws IOException {
        RawClient.Answer answer = get(uploaded(content, "photo.png"), ADA);
        assertThat(answer.body()).isEqualTo(content);
        assertThat(answer.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(answer.header("Content-Disposition")).startsWith("attachment;");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Security-Policy")).isEqualTo("sandbox; default-src 'none'");
        assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
    }

    @Test
    void aPolyglotIsWhatItsFirstBytesSayAndNothingElse() throws IOException {
        RawClient.Answer answer = get(uploaded("GIF89a/*<script>*/=alert(1)", "a.html"), ADA);
        assertThat(answer.header("Content-Type")).isEqualTo("image/gif");
        assertThat(answer.header("Content-Disposition")).startsWith("inline; filename=\"a.html\"");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Security-Policy")).isEqualTo("sandbox; default-src 'none'");
        assertThat(answer.header("Cache-Control")).isEqualTo("private, no-cache");
    }

    @Test
    void aFileThatLiesAboutItsTypeIsRefusedIfThatIsNotTakenAndNothingRemains() throws IOException {
        RawClient.Answer answer = upload("?name=a.png", "MZ and so on", ADA, "Content-Type: image/png");
        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.body()).contains("FILE_TYPE_REFUSED");
        eventually("nothing is left of it").until(() -> kept().isEmpty());
    }

    @Test
    void whatIsTooLargeIsRefusedBeforeItIsSentOrWhenItIs() throws IOException {
        try (RawClient client = connect()) {
            begin(client, "", MOST + 1, ADA, "Expect: 100-continue");
            RawClient.Answer answer = client.answer();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body()).contains("FILE_TOO_LARGE");
            assertThat(client.isEnded()).isTrue();
        }
        try (RawClient client = connect()) {
            client.send("POST " + FILES + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n" + ADA
                    + "\r\n\r\n");
            String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
            for (int i = 0; i < 8; i++) {
                client.trySend(chunk);
            }
            RawClient.Answer answer = client.answer();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.header("Connection")).isEqualTo("close");
        }
        eventually("nothing is left of it").until(() -> kept().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofABodyThatStopsHalfWayNothingRemains(boolean isForm) throws IOException {
        String beginning = isForm
                ? "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n" + "x".repeat(500)
                : "x".repeat(500);
        for (int i = 0; i < 4; i++) { // more than a user may have under way
            try (RawClient client = connect()) {
                begin(
                                client,
                                "",
                                1_000,
                                ADA,
                                "Content-Type: " + (isForm ? "multipart/form-data; boundary=b" : "text/plain"))
                        .send(beginning);
                eventually("it has begun").until(() -> !kept().isEmpty());
                client.vanish();
            }
            eventually("nothing is left of it").until(() -> kept().isEmpty());
        }
        uploaded("leaves", "a.txt");
    }

    @Test
    void aFormThatEndsBeforeItsLastBoundaryIsNone() throws IOException {
        String half = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nleaves";
        RawClient.Answer answer = upload("", half, ADA, "Content-Type: multipart/form-data; boundary=b");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(upload("", "--b--\r\n", ADA, "Content-Type: multipart/form-data; boundary=b")
                        .body())
                .contains("the form has no file");
        assertThat(upload("", "x", ADA, "Content-Type: multipart/form-data").status())
                .isEqualTo(400);
        eventually("nothing is left of it").until(() -> kept().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "multipart/form-data; boundary=b"})
    void whoMayNotBringOneIsToldBeforeItIsSent(String type) throws IOException {
        mayNot.add("ada uploads");
        try (RawClient client = connect()) {
            begin(client, "", 100, ADA, "Expect: 100-continue", "Content-Type: " + type);
            assertThat(client.answer().status()).isEqualTo(403);
        }
        try (RawClient client = connect()) {
            begin(client, "", 100, "Expect: 100-continue", "Content-Type: " + type);
            assertThat(client.answer().status()).isEqualTo(401);
        }
        assertThat(kept()).isEmpty();
    }

    @Test
    void aUserHasAFewUnderWayAtOnce() throws IOException {
        try (RawClient first = connect();
                RawClient second = connect();
                RawClient third = connect()) {
            begin(first, "", 100).send("x");
            begin(second, "", 100).send("x");
            eventually("both are under way").until(() -> kept().size() >= 4); // each with its mark
            assertThat(begin(third, "", 100).send("x").answer().status()).isEqualTo(429);
            first.send("x".repeat(99));
            assertThat(first.answer().status()).isEqualTo(201);
        }
        assertThat(upload("", "leaves", BO).status()).isEqualTo(201);
    }

    @Test
    void aRangeOfItIsGivenIfItIsThere() throws IOException {
        String url = uploaded("0123456789", "a.txt");
        RawClient.Answer middle = get(url, ADA, "Range: bytes=2-4");
        assertThat(middle.status()).isEqualTo(206);
        assertThat(middle.body()).isEqualTo("234");
        assertThat(middle.header("Content-Range")).isEqualTo("bytes 2-4/10");
        assertThat(get(url, ADA, "Range: bytes=-3").body()).isEqualTo("789");
        assertThat(get(url, ADA, "Range: bytes=8-").body()).isEqualTo("89");
        RawClient.Answer behind = get(url, ADA, "Range: bytes=10-");
        assertThat(behind.status()).isEqualTo(416);
        assertThat(behind.header("Content-Range")).isEqualTo("bytes */10");
        String tag = middle.header("ETag");
        assertThat(get(url, ADA, "Range: bytes=2-4", "If-Range: " + tag).status())
                .isEqualTo(206);
        assertThat(get(url, ADA, "Range: bytes=2-4", "If-Range: \"other\"").body())
                .isEqualTo("0123456789");
        assertThat(get(url, ADA, "Range: bytes=0-1,3-4").body()).isEqualTo("0123456789");
        assertThat(get(url, ADA, "If-None-Match: " + tag).status()).isEqualTo(304);
        try (RawClient client = connect()) {
            RawClient.Answer head = client.request("HEAD", url, ADA);
            assertThat(head.header("Content-Length")).isEqualTo("10");
            assertThat(head.header("Accept-Ranges")).isEqualTo("bytes");
            assertThat(client.get(url, ADA).body()).isEqualTo("0123456789");
        }
    }

    @Test
    void aFileOfNothingIsOne() throws IOException {
        RawClient.Answer answer = get(uploaded("", "a.txt"), ADA);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Length")).isEqualTo("0");
    }

    @Test
    void aLinkIsGoodWithoutATokenAndEndsWithItsUsersRight() throws IOException {
        String url = uploaded(PNG, "a.png");
        RawClient.Answer link = get(url + "/link", ADA);
        assertThat(link.status()).isEqualTo(200);
        String signed = field(link, "url");
        assertThat(signed).startsWith(url + "?link=");
        assertThat(get(signed).status()).isEqualTo(200);
        assertThat(get(field(link, "thumbnail")).body()).isEqualTo(BeginningsInspector.SMALL);
        mayNot.add("ada reads"); // taken out of the room
        assertThat(get(signed).status()).isEqualTo(403);
        assertThat(get(signed, BO).status()).as("whoever has come by it").isEqualTo(403);
        assertThat(get(url + "/link", ADA).status()).isEqualTo(403);
    }

    @Test
    void aLinkIsGoodForItsFileAndRoomAlone() throws IOException {
        String url = uploaded(PNG, "a.png");
        String other = uploaded(PNG, "b.png");
        String signed = field(get(url + "/link", ADA), "url");
        String query = signed.substring(signed.indexOf('?'));
        assertThat(get(other + query).status()).isEqualTo(401);
        assertThat(get(url.replace("/tea/", "/milk/") + query).status()).isEqualTo(401);
        assertThat(get(signed.substring(0, signed.length() - 4) + "AAAA").status())
                .isEqualTo(401);
        assertThat(get(url + "?link=").status()).isEqualTo(401);
        assertThat(get(url + "?link=%2E.").status()).isEqualTo(401);
        assertThat(get(url).status()).isEqualTo(401);
    }

    @Test
    void whoMayReadTheRoomSeesNoFileBeforeItIsSentAndNoneOfAnotherRoom() throws IOException {
        String url = uploaded(PNG, "a.png");
        assertThat(get(url, BO).status()).isEqualTo(404);
        assertThat(get(url.replace("/tea/", "/milk/"), ADA).status()).isEqualTo(404);
        assertThat(get(FILES + "/nothing", ADA).status()).isEqualTo(404);
        mayNot.add("ada reads");
        assertThat(get(url, ADA).status()).isEqualTo(403);
    }

    @Test
    void pagesOfOtherOriginsBringAndReadThemIfTheyAreListed() throws IOException {
        RawClient.Answer answer = upload("", "leaves", ADA, "Origin: https://chat.example");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://chat.example");
        String url = field(answer, "url");
        assertThat(get(url, ADA, "Origin: https://chat.example").header("Access-Control-Allow-Origin"))
                .isEqualTo("https://chat.example");
        RawClient.Answer foreign = upload("", "leaves", ADA, "Origin: https://evil.example");
        assertThat(foreign.status()).as("its token was taken out").isEqualTo(401);
    }

    @Test
    void whatIsBeingReadIsReadToItsEnd() throws IOException {
        String content = "tea ".repeat(MOST / 4);
        String url = uploaded(content, "a.txt");
        try (RawClient client = connect()) {
            assertThat(client.get(url, ADA).body()).isEqualTo(content);
            assertThat(client.get(url, ADA, "Range: bytes=100000-").body())
                    .isEqualTo(content.substring(100_000))
                    .hasSize(content.getBytes(UTF_8).length - 100_000);
        }
    }
}
