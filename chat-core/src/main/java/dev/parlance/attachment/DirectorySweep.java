package dev.parlance.attachment;

import dev.parlance.model.FileId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Takes away what those left behind who died on the way. Any thread that may block; what is done about one file is done under its lock. */
final class DirectorySweep {
    private DirectorySweep() {}

    static int run(DirectoryLayout layout, DirectoryLocks locks, Instant before) throws IOException {
        int count = 0;
        for (FileId id : layout.underWay()) {
            if (isLeft(layout, id, before)) {
                count += locks.alone(id, () -> {
                    remove(layout, id);
                    return 1;
                });
            }
        }
        return count;
    }

    /** Takes away all that is on its way of an id and, unless its facts are there, of what lies in its place; the mark last, so that whoever dies meanwhile leaves that. */
    static void remove(DirectoryLayout layout, FileId id) throws IOException {
        if (!Files.exists(layout.facts(id))) {
            Files.deleteIfExists(layout.part(id, FilePart.CONTENT));
            Files.deleteIfExists(layout.part(id, FilePart.THUMBNAIL));
        }
        for (Path each : parts(layout, id)) {
            if (!each.equals(layout.mark(id))) {
                Files.deleteIfExists(each);
            }
        }
        Files.deleteIfExists(layout.mark(id));
    }

    private static boolean isLeft(DirectoryLayout layout, FileId id, Instant before) throws IOException {
        for (Path each : parts(layout, id)) {
            try {
                if (!Files.getLastModifiedTime(each).toInstant().isBefore(before)) {
                    return false;
                }
            } catch (NoSuchFileException e) {
                return false; // somebody goes on with it in this moment
            }
        }
        return true;
    }

    private static List<Path> parts(DirectoryLayout layout, FileId id) {
        return Stream.of("", ".content.part", ".thumbnail.part", ".new", ".facts.part")
                .map(suffix -> layout.incoming().resolve(id + suffix))
                .filter(Files::exists)
                .toList();
    }
}
