package dev.parlance.attachment;

import dev.parlance.tck.AttachmentStorage;
import dev.parlance.tck.AttachmentTck;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** A directory keeps the contract of stores of files. */
class DirectoryAttachmentsTckTest extends AttachmentTck {
    @TempDir
    Path directory;

    @Override
    protected AttachmentStorage openStorage() {
        return () -> DirectoryAttachments.in(directory);
    }
}
