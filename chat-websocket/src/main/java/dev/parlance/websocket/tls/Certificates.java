package dev.parlance.websocket.tls;

import dev.parlance.complaint.Complaints;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificates of a server as they were last read, whole and in force, from their files. Who takes the context takes it for one connection; one that is open goes on with the
 * one that it had. Safe for use by many threads; all that reads files may block, and {@link #get} never does.
 */
public final class Certificates implements Supplier<SSLContext> {
    private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);
    private static final Complaints COMPLAINTS = new Complaints(LOG::warn, LOG::error);
    private static final Duration SOON = Duration.ofDays(14);
    private static final Duration REMINDER = Duration.ofDays(1);

    /** Names the present content of a file well enough: one that is put in the place of another has another key. */
    private record Stamp(
            FileTime changed, long size, @Nullable Object key) {
        static Stamp of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        }
    }

    private record Loaded(Map<Path, Stamp> stamps, List<CertifiedKey> keys, SSLContext context) {}

    private final List<KeySource> sources;
    private final InstantSource clock;
    private final BiConsumer<String, @Nullable Object> complaints;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Loaded loaded;
    private Instant reminder = Instant.MIN;
    private String fault = "";
    private Instant faultReminder = Instant.MIN;

    /**
     * Reads the files; blocks.
     *
     * @param sources the first one's first certificate is for names that no other one is for
     * @return what they hold
     * @throws IOException if that cannot be done, in words that say which file is wrong
     */
    public static Certificates read(List<KeySource> sources) throws IOException {
        return new Certificates(sources, InstantSource.system(), COMPLAINTS::warn);
    }

    Certificates(List<KeySource> sources, InstantSource clock, BiConsumer<String, @Nullable Object> complaints)
            throws IOException {
        this.sources = List.copyOf(sources);
        this.clock = clock;
        this.complaints = complaints;
        this.loaded = load();
        warnOfOpenKeys();
    }

    /** {@return what new connections are encrypted with} */
    @Override
    public SSLContext get() {
        return loaded.context;
    }

    /**
     * The same keys for a port where clients show certificates of their own. A context is made for each connection, so that none is resumed.
     *
     * @param authorities who vouches for those
     * @return what new connections are encrypted with
     */
    public Supplier<SSLContext> asking(ClientAuthorities authorities) {
        return () -> {
            try {
                return context(loaded.keys, authorities.trust());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static SSLContext context(List<CertifiedKey> keys, TrustManager[] trust) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {new KeysByName(keys)}, trust, null);
        return context;
    }

    /**
     * Reads all files anew.
     *
     * @throws IOException if that cannot be done, in words that say which file is wrong; what was in force still is then
     */
    public void reload() throws IOException {
        lock.lock();
        try {
            Loaded next = load();
            Instant now = clock.instant();
            if (!areValid(next, now) && areValid(loaded, now)) {
                throw new IOException("out of their time are " + describe(next, each -> !each.isOwnValid(now)));
            }
            loaded = next;
            reminder = Instant.MIN;
            fault = "";
            LOG.info("new connections get the TLS certificates {}", describe(next, each -> true));
            warnOfOpenKeys();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Reads the files anew if one of them has changed, and complains of what cannot be used, and of what ends soon: at once and then once a day.
     *
     * @return whether others are in force now
     */
    boolean look() {
        lock.lock();
        try {
            boolean renewed = hasChanged() && tryToReload();
            remind();
            return renewed;
        } finally {
            lock.unlock();
        }
    }

    private boolean tryToReload() {
        try {
            reload();
            return true;
        } catch (IOException e) {
            complain(String.valueOf(e.getMessage()));
            return false;
        }
    }

    private void complain(String what) {
        Instant now = clock.instant();
        if (!what.equals(fault) || !now.isBefore(faultReminder)) {
            fault = what;
            faultReminder = now.plus(REMINDER);
            complaints.accept("new TLS certificates cannot be used, the old ones stay", what);
        }
    }

    private void warnOfOpenKeys() {
        String open = sources.stream()
                .map(KeySource::secret)
                .filter(Certificates::isOpenToAll)
                .map(Path::toString)
                .collect(Collectors.joining(", "));
        if (!open.isEmpty()) {
            complaints.accept("every user of this machine can read the key of a TLS certificate", open);
        }
    }

    private static boolean isOpenToAll(Path file) {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        try {
            return view != null && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException e) {
            return false; // replaced just now
        }
    }

    private boolean hasChanged() {
        try {
            return !stamps().equals(loaded.stamps);
        } catch (IOException e) {
            return true; // reading tells what is wrong
        }
    }

    private void remind() {
        Instant now = clock.instant();
        String ending = describe(loaded, each -> !each.isValid(now) || !each.isValid(now.plus(SOON)));
        if (!ending.isEmpty() && !now.isBefore(reminder)) {
            reminder = now.plus(REMINDER);
            complaints.accept("TLS certificates end soon or have ended", ending);
        }
    }

    private static boolean areValid(Loaded loaded, Instant now) {
        return loaded.keys.stream().allMatch(each -> each.isOwnValid(now));
    }

    private static String describe(Loaded loaded, Predicate<CertifiedKey> which) {
        return loaded.keys.stream()
                .filter(which)
                .map(each -> each + " until " + each.end())
                .collect(Collectors.joining("; "));
    }

    private Map<Path, Stamp> stamps() throws IOException {
        Map<Path, Stamp> stamps = new HashMap<>();
        for (KeySource source : sources) {
            for (Path file : source.files()) {
                stamps.put(file, Stamp.of(file));
            }
        }
        return stamps;
    }

    private Loaded load() throws IOException {
        try {
            Map<Path, Stamp> stamps = stamps(); // before the contents: what changes meanwhile is read again
            List<CertifiedKey> keys = new ArrayList<>();
            for (KeySource source : sources) {
                keys.addAll(read(source));
            }
            return new Loaded(stamps, List.copyOf(keys), context(keys, new TrustManager[0]));
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + e.getFile(), e);
        } catch (AccessDeniedException e) {
            throw new IOException("no right to read the file " + e.getFile(), e);
        } catch (GeneralSecurityException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static List<CertifiedKey> read(KeySource source) throws IOException {
        try {
            return source.read();
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException | GeneralSecurityException | RuntimeException e) { // whatever a parser falls over
            throw new IOException(source + " cannot be used: " + e.getMessage(), e);
        }
    }
}
