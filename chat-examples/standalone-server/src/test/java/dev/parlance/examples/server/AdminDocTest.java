package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.websocket.AdminPort;
import dev.parlance.websocket.ChatServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What docs/ADMIN.md shows is what a server does. */
class AdminDocTest {
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

    private final MarkdownPage page = MarkdownPage.read("docs/ADMIN.md");
    private final DocumentedValues values = new DocumentedValues();
    private final HttpClient http = HttpClient.newHttpClient();
    private final String token = "a token of more than 32 characters".replace(' ', '-');

    @Test
    void everyCallIsAnsweredAsItSays() throws Exception {
        AdminPort admin = AdminPort.builder().token("ops", token).port(0).build();
        try (ChatEngine engine = ChatEngine.builder().build();
                ChatServer server = ChatServer.builder(engine)
                        .host("127.0.0.1")
                        .port(0)
                        .admin(admin)
                        .build()
                        .start();
                DocumentedConversation ada = new DocumentedConversation(
                        URI.create("http://127.0.0.1:" + server.address().getPort()), new DocumentedValues())) {
            ada.play("A> {\"event\":\"authenticate\",\"data\":{\"userId\":\"ada\",\"username\":\"Ada\"},\"id\":1}");
            ada.play("A< {\"id\":1,\"data\":{\"userId\":\"ada\",\"username\":\"Ada\"}}");
            ada.play("A> {\"event\":\"join_room\",\"data\":{\"roomId\":\"tea\"}}");
            ada.play("A< {\"event\":\"message_history\",\"data\":[]}");
            ada.play("A< {\"event\":\"room_users\",\"data\":[{\"userId\":\"ada\",\"username\":\"Ada\"}]}");
            int calls = 0;
            for (Iterator<String> lines = page.blocks("sh").get(0).lines().iterator(); lines.hasNext(); calls++) {
                String call = lines.next();
                String answer = curl(values.toSend(call), server.adminAddress().getPort());
                assertThat(values.difference(answer(lines.next()), answer(answer)))
                        .as("%s answered %s", call, answer)
                        .isEmpty();
            }
            assertThat(calls).isGreaterThan(10);
        }
    }

    @Test
    void itIsOpenedAsItSays() {
        try (ChatEngine engine = ChatEngine.builder().build()) {
            ChatServer server = ChatServer.builder(engine)
                    .admin(AdminPort.builder().token("ops", token).build())
                    .build();
            assertThat(server).isNotNull();
        }
    }

    /** Within another, as the id of an answer itself is the client's own. */
    private static JsonNode answer(String json) {
        return DocumentedValues.json("{\"answer\":" + json + "}");
    }

    private String curl(String line, int port) throws Exception {
        List<String> words = WORD.matcher(line)
                .results()
                .map(word ->
                        word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group(3))
                .toList();
        HttpRequest.Builder request = HttpRequest.newBuilder();
        String method = "GET";
        HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.noBody();
        for (int i = 1; i < words.size(); i++) {
            switch (words.get(i)) {
                case "-s" -> {}
                case "-X" -> method = words.get(++i);
                case "-H" -> {
                    String[] header = words.get(++i).replace("$TOKEN", token).split(": ");
                    request.header(header[0], header[1]);
                }
                case "-d" -> {
                    method = "POST";
                    body = HttpRequest.BodyPublishers.ofString(words.get(++i));
                }
                default -> request.uri(URI.create(words.get(i).replace(":5005/", ":" + port + "/")));
            }
        }
        return http.send(request.method(method, body).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
