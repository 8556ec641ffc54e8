package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.parlance.ChatEngine;
import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.broker.Topic;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Signal;
import dev.parlance.transport.CloseReason;
import dev.parlance.websocket.ChatServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What docs/PROTOCOL.md shows is what a server does. */
class ProtocolDocTest {
    private final MarkdownPage page = MarkdownPage.read("docs/PROTOCOL.md");
    private final DocumentedValues values = new DocumentedValues();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ChatServer server = ChatServer.builder(ChatEngine.builder().build())
            .host("127.0.0.1")
            .port(0)
            .openHistory(true)
            .build();
    private URI address;

    @BeforeEach
    void serve() throws Exception {
        server.start();
        address = URI.create("http://127.0.0.1:" + server.address().getPort());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** In the order of the page: what one block has posted the next may read. */
    @TestFactory
    Stream<DynamicTest> everyExampleIsTrue() {
        Stream<DynamicTest> conversations = page.blocks("chat").stream()
                .map(block -> dynamicTest("the conversation in line " + block.line(), () -> play(block)));
        Stream<DynamicTest> requests = page.blocks("http").stream()
                .map(block -> dynamicTest("the requests in line " + block.line(), () -> request(block)));
        return Stream.concat(conversations, requests);
    }

    @Test
    void theReadinessShownIsThatOfANodeWhoseBusIsSilent() throws Exception {
        ChatBroker silent = new ForwardingBroker(InMemoryBroker.builder().build()) {
            @Override
            public CompletionStage<Void> signal(Topic topic, Signal signal) {
                return new CompletableFuture<>();
            }
        };
        try (ChatEngine engine = ChatEngine.builder().broker(silent).build();
                ChatServer node = ChatServer.builder(engine).port(0).build()) {
            node.start();
            HttpResponse<String> answer =
                    get(URI.create("http://127.0.0.1:" + node.address().getPort() + "/ready"));

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(page.blocks("json"))
                    .singleElement()
                    .satisfies(block -> assertThat(values.difference(
                                    DocumentedValues.json(block.text()), DocumentedValues.json(answer.body())))
                            .isEmpty());
        }
    }

    @Test
    void theErrorTableIsTheEnum() {
        List<List<String>> rows = page.table("code");

        assertThat(rows.stream().map(row -> row.get(0)))
                .containsExactlyElementsOf(Arrays.stream(ErrorCode.values())
                        .map(code -> "`" + code + "`")
                        .toList());
        for (List<String> row : rows) {
            ErrorCode code = ErrorCode.valueOf(row.get(0).replace("`", ""));
            assertThat(row.get(1)).as("%s is retryable", code).startsWith(code.retryable() ? "yes" : "no");
            assertThat(row.get(3)).as("the HTTP status of %s", code).isEqualTo("" + code.httpStatus());
        }
    }

    @Test
    void theTableOfCloseCodesIsTheEnum() {
        Map<Integer, List<String>> rows = new HashMap<>();
        for (List<String> row : page.table("close code")) {
            Arrays.stream(row.get(0).split(", ")).forEach(code -> rows.put(Integer.valueOf(code), row));
        }

        // the others are made by the WebSocket engine, RFC 6455 section 7.4.1
        assertThat(rows.keySet().stream().filter(code -> code == 1001 || code == 1011 || code >= 4000))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(CloseReason.values())
                        .map(CloseReason::code)
                        .collect(Collectors.toSet()));
        for (CloseReason reason : CloseReason.values()) {
            List<String> row = rows.get(reason.code());
            assertThat(row.get(1)).startsWith(reason.text());
            assertThat(row.get(2)).as("to come back after %s", reason).isEqualTo(comeBack(reason));
        }
    }

    private static String comeBack(CloseReason reason) {
        return switch (reason.comeBack()) {
            case AT_ONCE -> "yes";
            case LATER -> "yes, after a random delay";
            case NEVER -> "no";
        };
    }

    private void play(MarkdownPage.Block block) throws Exception {
        try (DocumentedConversation conversation = new DocumentedConversation(address, values)) {
            for (String line : block.lines()) {
                conversation.play(line);
            }
            conversation.end();
        }
    }

    private HttpResponse<String> get(URI address) throws Exception {
        return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }

    private void request(MarkdownPage.Block block) throws Exception {
        for (Iterator<String> lines = block.lines().iterator(); lines.hasNext(); ) {
            String[] request = values.toSend(lines.next()).split(" ");
            String[] shown = lines.next().split(" ", 2);
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(address.resolve(request[1]))
                            .method(request[0], HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(response.statusCode()).as(request[1]).isEqualTo(Integer.parseInt(shown[0]));
            assertThat(values.difference(DocumentedValues.json(shown[1]), DocumentedValues.json(response.body())))
                    .as("%s answered %s", request[1], response.body())
                    .isEmpty();
        }
    }
}
