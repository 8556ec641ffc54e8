package dev.parlance.websocket.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;

/** Files that hold certificates and their keys; as a text it names them, and no secret. Immutable. */
public interface KeySource {
    /**
     * Text files.
     *
     * @param chain certificates, the server's own first
     * @param key the server's
     * @return both
     */
    static KeySource pem(Path chain, Path key) {
        return new PemFiles(chain, key);
    }

    /**
     * A file in PKCS#12.
     *
     * @param file with one key or several
     * @param password of the file and of its keys; copied
     * @return the file
     */
    static KeySource pkcs12(Path file, char[] password) {
        return new Pkcs12File(file, password);
    }

    /** {@return the files, to be looked at for changes} */
    List<Path> files();

    /** {@return the file that holds the key, which nobody else should be able to read} */
    Path secret();

    /**
     * Reads them; blocks.
     *
     * @return at least one
     * @throws IOException if a file cannot be read
     * @throws GeneralSecurityException if it does not hold what it should, in words that say what would be right
     */
    List<CertifiedKey> read() throws IOException, GeneralSecurityException;
}
