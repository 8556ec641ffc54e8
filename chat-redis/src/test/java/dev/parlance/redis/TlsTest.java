package dev.parlance.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.ChatBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A {@code rediss} URL against a Redis with a certificate, from a program of its own: a JVM reads once whom it trusts. */
class TlsTest {
    private static final String WORKS = "works";

    @TempDir
    Path directory;

    @Test
    void aCertificateForThatNameIsTaken() throws IOException {
        assertThat(connecting("localhost", "dns:localhost", true)).isEqualTo(WORKS);
    }

    @Test
    void aCertificateForThatAddressIsTaken() throws IOException {
        assertThat(connecting("127.0.0.1", "ip:127.0.0.1", true)).isEqualTo(WORKS);
    }

    @Test
    void aTrustedCertificateForAnotherNameIsRefused() throws IOException {
        assertThat(connecting("localhost", "dns:redis.example", true))
                .startsWith("no Redis that works at localhost:")
                .contains("localhost");
    }

    @Test
    void aTrustedCertificateForAnotherAddressIsRefused() throws IOException {
        assertThat(connecting("127.0.0.1", "dns:localhost,ip:127.0.0.2", true))
                .startsWith("no Redis that works at 127.0.0.1:");
    }

    @Test
    void aCertificateForThatNameThatNobodyTrustsIsRefused() throws IOException {
        assertThat(connecting("localhost", "dns:localhost", false)).startsWith("no Redis that works at localhost:");
    }

    /** What becomes of a broker that connects to this host, to a Redis with a certificate for those names. */
    @SuppressWarnings("try") // the Redis need only be there
    private String connecting(String host, String names, boolean trusted) throws IOException {
        Certificate certificate = Certificate.of(names, directory);
        int port = freePort();
        try (RedisProgram redis = RedisProgram.with(
                "--tls-port",
                "" + port,
                "--tls-cert-file",
                certificate.certificate().toString(),
                "--tls-key-file",
                certificate.key().toString(),
                "--tls-auth-clients",
                "no")) {
            List<String> command = new ArrayList<>(List.of(
                    System.getProperty("java.home") + "/bin/java",
                    "-Xmx64m",
                    "-cp",
                    System.getProperty("java.class.path")));
            if (trusted) {
                command.addAll(certificate.trustedBy());
            }
            command.addAll(List.of(TlsTest.class.getName(), "rediss://" + host + ":" + port));
            Process program = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The program. */
    public static void main(String[] url) {
        ChatBroker broker = RedisBroker.of(RedisConfig.builder()
                .url(url[0])
                .timeout(Duration.ofSeconds(10))
                .build());
        try {
            Quiet.done(broker.start(new Quiet()));
            Quiet.done(broker.put("key", "value", Duration.ofMinutes(1)));
            System.out.println(WORKS);
        } catch (CompletionException e) {
            System.out.println(e.getCause().getMessage());
        }
        Quiet.done(broker.stop());
    }
}
