package dev.parlance.examples.bench.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.redis.RedisProgram;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StoreLoadTest {
    @Test
    void eachRoundStoresAllAndHearsAll() {
        StringWriter out = new StringWriter();
        try (RedisProgram redis = RedisProgram.with()) {
            assertThat(StoreLoad.commandLine()
                            .setOut(new PrintWriter(out))
                            .execute("--redis", redis.url(), "--messages", "500", "--rounds", "2", "--ids", "--listen"))
                    .isZero();
        }

        List<JsonNode> rounds =
                out.toString().lines().map(JsonMapper.shared()::readTree).toList();
        assertThat(rounds).hasSize(2).allSatisfy(round -> {
            assertThat(round.get("failed").asLong()).isZero();
            assertThat(round.get("heard").asLong()).isEqualTo(500);
            assertThat(round.get("stored_per_s").asDouble()).isPositive();
        });
    }
}
