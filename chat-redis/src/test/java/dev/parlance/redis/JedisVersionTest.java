package dev.parlance.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JedisVersionTest {
    @Test
    void theJedisThatIsThereSaysWhichOneItIs() {
        assertThat(JedisVersion.found()).contains(System.getProperty("parlance.test.Jedis"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7.0.0", "7.3.9", "6.2.0", "7.2.0-beta1", "7.0"})
    void oneThatLacksWhatIsUsedIsNamedWithWhatIsNeeded(String old) {
        assertThatThrownBy(() -> JedisVersion.require(old))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Jedis " + old + " is too old, 7.4 or later is needed (Spring Boot: jedis.version)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7.4.0", "7.10.1", "8.0.2", "10.0.0", "8.0.0-beta1", "unknown"})
    void everyOtherIsTaken(String version) {
        assertThatCode(() -> JedisVersion.require(version)).doesNotThrowAnyException();
    }

    @Test
    void aConfigurationIsNotBuiltOverAnOldOne(@TempDir Path folder) throws Exception {
        Path properties = folder.resolve("redis/clients/jedis/pom.properties");
        Files.createDirectories(properties.getParent());
        Files.writeString(properties, "version=7.0.0");

        try (URLClassLoader host = withFirst(folder)) {
            Class<?> config = host.loadClass(RedisConfig.class.getName());

            assertThatThrownBy(() -> config.getMethod("of", String.class).invoke(null, "redis://localhost"))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("Jedis 7.0.0 is too old");
        }
    }

    private static URLClassLoader withFirst(Path folder) throws IOException {
        List<URL> path = new ArrayList<>(List.of(folder.toUri().toURL()));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            path.add(Path.of(entry).toUri().toURL());
        }
        return new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }
}
