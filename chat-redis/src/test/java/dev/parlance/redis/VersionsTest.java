package dev.parlance.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** These tests run twice, each time with another Jedis, which hosts bring along; the build says which this time. */
class VersionsTest {
    @Test
    void thisRunHasTheVersionThatItIsAboutAndTheDocumentNamesIt() throws IOException {
        String about = System.getProperty("parlance.test.Jedis");
        Properties found = new Properties();
        try (InputStream properties =
                VersionsTest.class.getResourceAsStream("/META-INF/maven/redis.clients/jedis/pom.properties")) {
            found.load(properties);
        }

        assertThat(found.getProperty("version")).isEqualTo(about);
        assertThat(Files.readString(Path.of("../docs/REDIS.md"))).contains("Jedis " + about);
    }

    @Test
    void theOldestSpringBootIsToldAllThreePropertiesThatItNeeds() throws IOException {
        assertThat(Files.readAllLines(Path.of("../docs/REDIS.md")))
                .filteredOn(line -> line.startsWith("| 4.0.0 |"))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .contains("<jedis.version>", "<jackson-bom.version>", "<jackson-2-bom.version>"));
    }
}
