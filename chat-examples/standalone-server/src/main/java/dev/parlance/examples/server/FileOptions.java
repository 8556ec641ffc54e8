package dev.parlance.examples.server;

import dev.parlance.policy.FileSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which files are taken, and where they are kept. */
final class FileOptions {
    @Option(
            names = "--files",
            paramLabel = "<directory>",
            description =
                    "Keep uploaded files in this directory, which all servers share that share --redis or --postgres. Default: a temporary one, which goes with the server;"
                            + " with --redis or --postgres no files are taken. [FILES_DIR]")
    @Nullable
    Path directory;

    @Option(
            names = "--max-upload",
            paramLabel = "<size>",
            converter = ByteSize.class,
            description = "Take files of this size at most, like 512KB or 1GB. Default 25MB. [MAX_UPLOAD]")
    long maxUpload = FileSettings.DEFAULT.maxSize();

    FileSettings settings() {
        return FileSettings.builder().maxSize(maxUpload).build();
    }
}
