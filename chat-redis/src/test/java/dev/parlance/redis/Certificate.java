package dev.parlance.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A certificate made for one test and for certain names, as files: for a Redis its key and itself, for a Java program a trust store. */
record Certificate(Path key, Path certificate, Path trustStore) {
    private static final String PASSWORD = "of no worth";
    private static final String ALIAS = "redis";

    /** As in {@code dns:localhost,ip:127.0.0.1}. */
    static Certificate of(String names, Path directory) {
        try {
            Path made = directory.resolve("key.p12");
            keytool(
                    "-genkeypair",
                    "-alias",
                    ALIAS,
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=parlance",
                    "-ext",
                    "san=" + names,
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    made.toString(),
                    "-storepass",
                    PASSWORD);
            KeyStore own = KeyStore.getInstance(made.toFile(), PASSWORD.toCharArray());
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(ALIAS, own.getCertificate(ALIAS));
            Path trustStore = directory.resolve("trusted.p12");
            try (OutputStream file = Files.newOutputStream(trustStore)) {
                trusted.store(file, PASSWORD.toCharArray());
            }
            byte[] key = own.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
            byte[] certificate = own.getCertificate(ALIAS).getEncoded();
            return new Certificate(
                    pem(directory.resolve("key.pem"), "PRIVATE KEY", key),
                    pem(directory.resolve("certificate.pem"), "CERTIFICATE", certificate),
                    trustStore);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What has a JVM trust this certificate, and no other. */
    List<String> trustedBy() {
        return List.of("-Djavax.net.ssl.trustStore=" + trustStore, "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
    }

    private static Path pem(Path file, String what, byte[] content) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(file, "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n");
    }

    private static void keytool(String... arguments) throws IOException {
        String[] command = new String[arguments.length + 1];
        command[0] = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        assertThat(process.exitValue()).as(said).isZero();
    }
}
