package dev.parlance.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.policy.ChatLimits;
import dev.parlance.websocket.AddressLimits;
import dev.parlance.websocket.ChatServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Tag("faults")
class TalkLoadTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void whatAConversationCostsIsCounted() throws Exception {
        ChatLimits limits = ChatLimits.builder().unlimitedRates().build();
        try (ChatEngine engine = ChatEngine.builder().limits(limits).build();
                ChatServer server = ChatServer.builder(engine)
                        .host("127.0.0.1")
                        .port(0)
                        .addressLimits(AddressLimits.unlimited())
                        .build()) {
            server.start();
            int status = TalkLoad.commandLine()
                    .setOut(new PrintWriter(out))
                    .setErr(new PrintWriter(err))
                    .execute(
                            "--port", "" + server.address().getPort(),
                            "--pid", "" + ProcessHandle.current().pid(),
                            "--people", "20",
                            "--rounds", "1",
                            "--rooms", "40",
                            "--duration", "2.5",
                            "--settle", "0.3");
            assertThat(status).as(err.toString()).isZero();
        }

        List<JsonNode> lines =
                out.toString().lines().map(JsonMapper.shared()::readTree).toList();
        assertThat(lines)
                .extracting(line -> line.get("what").asString())
                .containsExactly("get_rooms", "message", "reaction", "mark", "said", "said");
        assertThat(List.of("first_of_process_ms", "first_of_user_p50_ms", "p50_ms"))
                .allMatch(each -> lines.get(0).get(each).asDouble() > 0);
        assertThat(lines.get(2).get("bytes_to_each_member").asDouble())
                .as("of a reaction, told with others")
                .isPositive();
        assertThat(lines.get(5).get("events_per_follower").asDouble()).isBetween(1.0, 5.0);
    }
}
