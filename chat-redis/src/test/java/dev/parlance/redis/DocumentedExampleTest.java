package dev.parlance.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.RoomId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The example in docs/REDIS.md is cut from this file, and works. */
class DocumentedExampleTest {
    @Test
    void twoEnginesOverOneRedisAreOneService() throws IOException {
        try (RedisProgram redis = RedisProgram.with()) {
            String url = redis.url();
            // example
            RedisConfig config = RedisConfig.builder().url(url).prefix("chat:").build();
            ChatEngine engine =
                    ChatEngine.builder().broker(RedisBroker.of(config)).build();
            // end

            ChatEngine other =
                    ChatEngine.builder().broker(RedisBroker.of(config)).build();
            engine.start().toCompletableFuture().join();
            other.start().toCompletableFuture().join();
            Quiet.done(engine.room(new RoomId("tea")).publish("hello"));
            assertThat(Quiet.done(other.room(new RoomId("tea")).history(HistoryQuery.newest(1)))
                            .messages())
                    .hasSize(1);
            other.stop().toCompletableFuture().join();
            engine.stop().toCompletableFuture().join();
        }
    }

    @Test
    void theExampleIsTheOneInTheDocument() throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/parlance/redis/DocumentedExampleTest.java"));
        String example = source.substring(source.indexOf("// example\n") + 11, source.indexOf("            // end"));

        assertThat(Files.readString(Path.of("../docs/REDIS.md")))
                .contains(example.stripTrailing().stripIndent());
    }
}
