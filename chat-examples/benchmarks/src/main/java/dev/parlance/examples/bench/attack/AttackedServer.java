package dev.parlance.examples.bench.attack;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The standalone server as a process of its own. */
final class AttackedServer implements AutoCloseable {
    private static final String SERVES = "Parlance serves ";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final OwnJvm process;
    final Address address;
    final Vitals vitals;

    private AttackedServer(OwnJvm process, Address address) {
        this.process = process;
        this.address = address;
        this.vitals = Vitals.of(process);
    }

    /** Returns when it serves, on a free port. */
    static AttackedServer start(Path jar, Attack attack, @Nullable Path certificate) {
        List<String> command = new ArrayList<>(attack.jvmOptions());
        command.addAll(List.of("-jar", jar.toString(), "--host", "127.0.0.1", "--port", "0"));
        command.addAll(attack.serverOptions());
        if (certificate != null) {
            command.addAll(List.of("--tls-cert", certificate.toString()));
        }
        OwnJvm process = OwnJvm.start("the server", Map.of("TLS_PASSWORD", Certificate.PASSWORD), command);
        try {
            String line = process.await(SERVES, PATIENCE);
            int port =
                    Integer.parseInt(line.substring(line.lastIndexOf(':') + 1).strip());
            return new AttackedServer(
                    process,
                    new Address(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                            certificate == null ? null : Certificate.context(certificate)));
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }

    int port() {
        return address.socket().getPort();
    }

    @Override
    public void close() {
        vitals.close();
        process.close();
    }
}
