package dev.parlance.examples.server;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.parlance.archive.ArchiveStore;
import dev.parlance.archive.MessageArchive;
import dev.parlance.archive.jdbc.JdbcArchive;
import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.broker.store.StoreBroker;
import dev.parlance.redis.RedisBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that keep messages for good. A password is never typed: everyone on the machine would see it in the list of processes. */
final class ArchiveOptions {
    private static final int THREADS = 4;
    /** A database that is away is waited for as long as the archive waits, and no longer. */
    private static final Duration CONNECTING = Duration.ofSeconds(5);

    @Option(
            names = "--archive-dir",
            paramLabel = "<folder>",
            description =
                    "Keep all messages for good in a database (H2) in this folder, for one server (docs/ARCHIVE.md). Default: what --history says is all. [ARCHIVE_DIR]")
    @Nullable
    Path folder;

    @Option(
            names = "--archive-url",
            paramLabel = "<url>",
            description =
                    "Keep them in this database: jdbc:postgresql://host[:port]/database; its user and password are in ARCHIVE_USER and ARCHIVE_PASSWORD. [ARCHIVE_URL]")
    @Nullable
    String url;

    /** Of the environment. */
    private final @Nullable String user;

    private final @Nullable String password;
    private @Nullable HikariDataSource pool;

    ArchiveOptions(@Nullable String user, @Nullable String password) {
        this.user = user;
        this.password = password;
    }

    boolean isWanted() {
        return folder != null || url != null;
    }

    /** Puts the archive, if one is wanted, behind a broker; nothing is connected before that starts. */
    Optional<ChatBroker> behind(Optional<ChatBroker> broker) {
        if (!isWanted()) {
            return broker;
        }
        if (folder != null && url != null) {
            throw new IllegalArgumentException("either --archive-dir or --archive-url");
        }
        if (folder != null && broker.isPresent()) {
            throw new IllegalArgumentException(
                    "--archive-dir is for one server: those that share --redis or --postgres share an --archive-url");
        }
        ChatBroker front = broker.orElse(null);
        if (front instanceof StoreBroker shared) {
            return Optional.of(MessageArchive.of(shared, store()).build());
        }
        if (front instanceof RedisBroker shared) {
            return Optional.of(MessageArchive.of(shared, store()).build());
        }
        return Optional.of(
                MessageArchive.of(InMemoryBroker.builder().build(), store()).build());
    }

    private ArchiveStore store() {
        HikariConfig config = new HikariConfig();
        config.setPoolName("archive");
        config.setMaximumPoolSize(THREADS);
        config.setConnectionTimeout(CONNECTING.toMillis());
        config.setInitializationFailTimeout(-1); // who starts it says what is wrong
        if (folder != null) {
            config.setJdbcUrl("jdbc:h2:file:" + folder.toAbsolutePath().resolve("messages"));
        } else {
            config.setJdbcUrl(checked(String.valueOf(url)));
            config.setUsername(user);
            config.setPassword(password);
        }
        HikariDataSource source = new HikariDataSource(config);
        pool = source;
        return JdbcArchive.builder(source).threads(THREADS).build();
    }

    private static String checked(String url) {
        if (!url.startsWith("jdbc:postgresql:") && !url.startsWith("jdbc:h2:")) {
            throw new IllegalArgumentException("--archive-url must begin with jdbc:postgresql: or jdbc:h2:");
        }
        if (url.contains("password=") || url.contains("@")) {
            throw new IllegalArgumentException(
                    "the password of the archive is no part of --archive-url, which every user of this machine can read: set ARCHIVE_PASSWORD");
        }
        return url;
    }

    /** Releases the connections, once nobody uses them any more. */
    void close() {
        HikariDataSource open = pool;
        if (open != null) {
            open.close();
        }
    }
}
