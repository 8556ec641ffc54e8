package dev.parlance.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** These tests run twice, each time with other versions of what hosts bring along; the build says which this time. */
class VersionsTest {
    @ParameterizedTest
    @CsvSource({"redis.clients/jedis, Jedis", "tools.jackson.core/jackson-databind, Jackson"})
    void thisRunHasTheVersionThatItIsAboutAndTheDocumentNamesIt(String artifact, String name) throws IOException {
        String about = System.getProperty("parlance.test." + name);
        Properties found = new Properties();
        try (InputStream properties =
                VersionsTest.class.getResourceAsStream("/META-INF/maven/" + artifact + "/pom.properties")) {
            found.load(properties);
        }

        assertThat(found.getProperty("version")).isEqualTo(about);
        assertThat(Files.readString(Path.of("../docs/REDIS.md"))).contains(name + " " + about);
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
