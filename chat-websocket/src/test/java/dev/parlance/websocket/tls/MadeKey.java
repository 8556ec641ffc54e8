package dev.parlance.websocket.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509ExtendedKeyManager;

/** A key and a certificate that it has signed itself, made by the JDK's keytool. */
public record MadeKey(Path pkcs12, X509Certificate certificate, byte[] key) {
    public static final String PASSWORD = "changeit";

    /** For a name; its certificate is valid for the given number of days. */
    public static MadeKey of(Path folder, String algorithm, String name, int days) throws Exception {
        return of(folder, algorithm, name, "-0d", days);
    }

    /** With a beginning as keytool's {@code -startdate} has it. */
    public static MadeKey of(Path folder, String algorithm, String name, String start, int days) throws Exception {
        Path file = Files.createTempFile(folder, "key", ".p12");
        Files.delete(file);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair"));
        command.addAll(List.of("-keystore", file.toString(), "-storepass", PASSWORD, "-alias", "server"));
        command.addAll(List.of("-keyalg", algorithm, "-dname", "CN=" + algorithm, "-ext", "san=dns:" + name));
        command.addAll(List.of("-startdate", start, "-validity", Integer.toString(days)));
        if (algorithm.equals("RSA")) {
            command.addAll(List.of("-keysize", "2048"));
        }
        Process made = new ProcessBuilder(command).inheritIO().start();
        assertThat(made.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(made.exitValue()).isZero();
        return read(file);
    }

    /** What a client shows it with, whether the server knows who vouches for it or not. */
    KeyManager shown() throws IOException {
        try {
            PrivateKey secret = KeyFactory.getInstance(
                            certificate.getPublicKey().getAlgorithm())
                    .generatePrivate(new PKCS8EncodedKeySpec(key));
            return new Shown(certificate, secret);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static final class Shown extends X509ExtendedKeyManager {
        private final X509Certificate certificate;
        private final PrivateKey secret;

        Shown(X509Certificate certificate, PrivateKey secret) {
            this.certificate = certificate;
            this.secret = secret;
        }

        @Override
        public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
            return "client";
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return new X509Certificate[] {certificate};
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return secret;
        }

        @Override
        public String[] getClientAliases(String type, Principal[] issuers) {
            return new String[] {"client"};
        }

        @Override
        public String[] getServerAliases(String type, Principal[] issuers) {
            return new String[0];
        }

        @Override
        public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
            return "";
        }
    }

    private static MadeKey read(Path file) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return new MadeKey(
                file,
                (X509Certificate) keys.getCertificate("server"),
                keys.getKey("server", PASSWORD.toCharArray()).getEncoded());
    }

    /** What a server speaks TLS with that has it alone. */
    public Certificates certificates() throws IOException {
        return Certificates.read(List.of(KeySource.pkcs12(pkcs12, PASSWORD.toCharArray())));
    }

    public String certificatePem() throws GeneralSecurityException {
        return pem("CERTIFICATE", certificate.getEncoded());
    }

    public String keyPem() {
        return pem("PRIVATE KEY", key);
    }

    /** One file after the other, each whole at once. */
    public void writeTo(Path chainFile, Path keyFile) throws IOException, GeneralSecurityException {
        replace(chainFile, certificatePem());
        replace(keyFile, keyPem());
    }

    public static void replace(Path file, String content) throws IOException {
        Path next = Files.createTempFile(file.getParent(), "next", ""); // for its owner alone
        Files.writeString(next, content);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    public static String pem(String what, byte[] bytes) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(bytes)
                + "\n-----END " + what + "-----\n";
    }
}
