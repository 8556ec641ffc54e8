package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A certificate authority of a test's own, made by the JDK's keytool, that vouches for a server at this machine's loopback address; all in PEM. */
record Authority(Path certificate, Path serverChain, Path serverKey, String serverKeyHash) {
    private static final String PASSWORD = "changeit";

    static Authority in(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve("keys.p12");
        make(store, "authority", "-dname", "CN=Authority", "-ext", "bc:critical=ca:true");
        make(store, "server", "-dname", "CN=Server", "-ext", "san=dns:localhost,ip:127.0.0.1", "-signer", "authority");
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        Certificate server = keys.getCertificate("server");
        byte[] hash = MessageDigest.getInstance("SHA-256")
                .digest(server.getPublicKey().getEncoded());
        return new Authority(
                write(
                        folder.resolve("authority.pem"),
                        "CERTIFICATE",
                        keys.getCertificate("authority").getEncoded()),
                write(folder.resolve("chain.pem"), "CERTIFICATE", server.getEncoded()),
                write(
                        folder.resolve("key.pem"),
                        "PRIVATE KEY",
                        keys.getKey("server", PASSWORD.toCharArray()).getEncoded()),
                Base64.getEncoder().encodeToString(hash));
    }

    private static void make(Path store, String alias, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair"));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD, "-alias", alias));
        command.addAll(List.of("-keyalg", "EC", "-validity", "10"));
        command.addAll(List.of(more));
        Process made = new ProcessBuilder(command).inheritIO().start();
        assertThat(made.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(made.exitValue()).isZero();
    }

    private static Path write(Path file, String what, byte[] bytes) throws IOException {
        String encoded = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(bytes);
        return Files.writeString(file, "-----BEGIN " + what + "-----\n" + encoded + "\n-----END " + what + "-----\n");
    }
}
