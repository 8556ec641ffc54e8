package dev.parlance.examples.bench.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program against servers of its own, in small; what messages take, and who is late, is not looked at, since others use the machine too. */
@Tag("faults")
class AttacksTest {
    private static final List<String> NAMES = List.of("slow-readers", "guessed-tokens", "handshakes", "flapping-joins");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    @Test
    void whoeverIsAttackedNobodyHonestIsRefused() throws Exception {
        assertThat(run("--only", String.join(",", NAMES), "--json", "--scale", "0.05"))
                .as("%s%s", out, err)
                .isIn(0, 3);

        List<JsonNode> lines =
                out.toString().lines().map(JsonMapper.shared()::readTree).toList();
        assertThat(lines).extracting(line -> line.get("attack").asString()).containsExactlyElementsOf(NAMES);
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.get("refused_honest").asInt()).as("%s", line).isZero();
            assertThat(line.get("lost_honest").asInt()).as("%s", line).isZero();
            assertThat(line.get("server_connections").asLong()).isPositive();
            assertThat(line.get("sink_connections").asLong()).isPositive();
            assertThat(line.get("heap_after_mb").asDouble()).isPositive();
            assertThat(line.get("server_p99_ms").asDouble()).isBetween(0.001, 60_000.0);
        });
        assertThat(lines.get(1).get("refused_attacker").properties())
                .extracting(entry -> entry.getKey())
                .contains("AUTHENTICATION_FAILED");
    }

    @Test
    void everybodyMayEncrypt() throws Exception {
        assertThat(run("--only", "slow-bodies", "--tls", "--json", "--scale", "0.02"))
                .as("%s%s", out, err)
                .isIn(0, 3);

        JsonNode line = JsonMapper.shared().readTree(out.toString());
        assertThat(line.get("attack").asString()).isEqualTo("slow-bodies");
        assertThat(line.get("tls").asBoolean()).isTrue();
        assertThat(line.get("refused_honest").asInt()).as("%s", line).isZero();
    }

    @Test
    void wrongOptionsAreToldWithWhatWouldBeRight() throws Exception {
        assertThat(run("--only", "slow-tails")).isEqualTo(2);
        assertThat(err.toString()).contains("slow-tails", "slow-heads");
    }

    private int run(String... options) throws Exception {
        List<String> all =
                new ArrayList<>(List.of("--server-jar", ServerJar.in(directory).toString(), "--seconds", "0.2"));
        all.addAll(List.of(options));
        return Attacks.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }
}
