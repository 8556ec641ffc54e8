package dev.parlance.websocket;

import dev.parlance.websocket.tls.CertificateWatch;
import dev.parlance.websocket.tls.Certificates;
import dev.parlance.websocket.tls.ClientAuthorities;
import dev.parlance.websocket.tls.KeySource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A server's certificates and their keys in files, for {@link ChatServer.Builder#tls(TlsFiles)}. Keys are RSA, EC or Ed25519.
 *
 * <p><b>Several.</b> A client gets the certificate whose DNS names (subject alternative names) have the host that it asks for (SNI), with a star for one label; for all other
 * names, and if it asks for none, the one that was added first. Two for the same name, an EC and an RSA one, go together: the client's abilities decide.
 *
 * <p><b>Renewal.</b> A server that has started looks every minute (or {@linkplain Builder#lookEvery otherwise}) whether a file has changed, on a thread of its own, and then reads
 * all of them. New connections get what is new; those that are open go on. Files that are malformed, do not fit together, as while they are replaced one after the other, or
 * are out of their time while the old ones are not, change nothing: a warning says so, at once and then once a day, and the old certificates stay. Those that end within 14 days are
 * warned of once a day, too. So is, when it is read, a file with a key that every user of the machine may read.
 *
 * <p>Safe for use by many threads, and by several servers.
 */
public final class TlsFiles {
    private final Certificates certificates;
    private final Duration pace;

    private TlsFiles(Certificates certificates, Duration pace) {
        this.certificates = certificates;
        this.pace = pace;
    }

    /** {@return a builder without files} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads the files anew, now, whether they have changed or not. Blocks.
     *
     * @throws IOException if they cannot be used, in words that say which one is wrong; the old certificates stay then
     */
    public void reload() throws IOException {
        certificates.reload();
    }

    Supplier<SSLContext> contexts() {
        return certificates;
    }

    Supplier<SSLContext> contextsAsking(ClientAuthorities authorities) {
        return certificates.asking(authorities);
    }

    CertificateWatch watch() {
        return new CertificateWatch(certificates, pace);
    }

    /** Names files; not safe for use by several threads. */
    public static final class Builder {
        private static final Duration FASTEST = Duration.ofMillis(10);
        private static final Duration SLOWEST = Duration.ofDays(1);

        private final List<KeySource> sources = new ArrayList<>();
        private final List<String> faults = new ArrayList<>();
        private @Nullable Duration pace = Duration.ofMinutes(1);

        private Builder() {}

        /**
         * Adds a certificate in PEM (RFC 7468), as ACME clients write them.
         *
         * @param chain the server's certificate, and behind it those that vouch for it; at most 1 MB
         * @param key in PKCS#8 and not encrypted ({@code -----BEGIN PRIVATE KEY-----}); may be the same file
         * @return this
         */
        public Builder pem(Path chain, Path key) {
            boolean chainIsGiven = isGiven("chain", chain); // both faults are told
            if (isGiven("key", key) && chainIsGiven) {
                sources.add(KeySource.pem(chain, key));
            }
            return this;
        }

        /**
         * Adds all certificates that a PKCS#12 file has keys for, in the order of their aliases.
         *
         * @param file the file
         * @param password of the file and of its keys; copied
         * @return this
         */
        public Builder pkcs12(Path file, char[] password) {
            boolean fileIsGiven = isGiven("file", file); // both faults are told
            if (isGiven("password", password) && fileIsGiven) {
                sources.add(KeySource.pkcs12(file, password));
            }
            return this;
        }

        /**
         * How often a server looks whether files have changed.
         *
         * @param value 10 ms to a day; a minute if nothing is said
         * @return this
         */
        public Builder lookEvery(Duration value) {
            pace = value;
            return this;
        }

        private boolean isGiven(String what, @Nullable Object value) {
            if (value == null) {
                faults.add(what + " must not be null");
            }
            return value != null;
        }

        /**
         * Reads the files. Blocks.
         *
         * @return what they hold
         * @throws IllegalArgumentException naming every fault, or the first file that cannot be used
         */
        public TlsFiles build() {
            List<String> all = new ArrayList<>(faults);
            Duration given = pace;
            if (given == null || given.compareTo(FASTEST) < 0 || given.compareTo(SLOWEST) > 0) {
                all.add("lookEvery must be 10 ms to a day, not " + given);
            }
            if (sources.isEmpty() && faults.isEmpty()) {
                all.add("there must be a certificate: pem or pkcs12");
            }
            if (given == null || !all.isEmpty()) {
                throw new IllegalArgumentException(String.join("; ", all));
            }
            try {
                return new TlsFiles(Certificates.read(sources), given);
            } catch (IOException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }
    }
}
