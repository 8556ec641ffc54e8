package dev.parlance.examples.server;

import dev.parlance.ChatEngine;
import dev.parlance.attachment.DirectoryAttachments;
import dev.parlance.files.ContentInspector;
import dev.parlance.websocket.ChatServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of this server: what looks at them, and where they are, which may end with the server. */
final class KeptFiles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeptFiles.class);

    private final FileOptions options;
    private final @Nullable Path directory;
    private final boolean temporary;
    private final ContentInspector inspector = ContentInspector.create();

    private KeptFiles(FileOptions options, @Nullable Path directory, boolean temporary) {
        this.options = options;
        this.directory = directory;
        this.temporary = temporary;
    }

    /** Where the options say; without a word of it beside the messages: in their archive's folder if they have one, else as long as the server, if it keeps them alone. */
    static KeptFiles of(FileOptions options, @Nullable Path archive, boolean alone) throws IOException {
        Path given = options.directory == null && archive != null ? archive.resolve("files") : options.directory;
        if (given != null || !alone) {
            return new KeptFiles(options, given, false);
        }
        return new KeptFiles(options, Files.createTempDirectory("parlance-files"), true);
    }

    void addTo(ChatEngine.Builder chat) {
        if (directory != null) {
            chat.attachments(DirectoryAttachments.in(directory), options.settings());
        }
    }

    void addTo(ChatServer.Builder server) {
        server.fileInspector(inspector);
    }

    /** After the engine, which stops their store. */
    @Override
    public void close() {
        inspector.close();
        if (!temporary || directory == null) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            List<Path> innermostFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : innermostFirst) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            LOG.warn("temporary files are left in {}: {}", directory, e.toString());
        }
    }
}
