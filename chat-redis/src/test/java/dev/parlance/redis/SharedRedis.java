package dev.parlance.redis;

import java.net.URI;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The Redis that all tests share which do not break it: the one at {@code PARLANCE_TEST_REDIS_URL}, else one in Docker, else a program of our own.
 */
final class SharedRedis {
    private static final String URL = find();

    private SharedRedis() {}

    static String url() {
        return URL;
    }

    static String host() {
        return URI.create(URL).getHost();
    }

    static int port() {
        int port = URI.create(URL).getPort();
        return port < 0 ? 6379 : port;
    }

    private static String find() {
        String given = System.getenv("PARLANCE_TEST_REDIS_URL");
        if (given != null && !given.isBlank()) {
            return given;
        }
        return hasDocker() ? container() : program();
    }

    private static boolean hasDocker() {
        try {
            return DockerClientFactory.instance().isDockerAvailable();
        } catch (RuntimeException e) {
            return false;
        }
    }

    @SuppressWarnings("resource") // lives as long as this JVM: Testcontainers ends it
    private static String container() {
        GenericContainer<?> redis = new GenericContainer<>(DockerImageName.parse("redis:7")).withExposedPorts(6379);
        redis.start();
        return "redis://" + redis.getHost() + ":" + redis.getMappedPort(6379);
    }

    private static String program() {
        RedisProgram program = RedisProgram.with();
        Runtime.getRuntime().addShutdownHook(new Thread(program::close));
        return program.url();
    }
}
