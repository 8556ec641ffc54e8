package dev.parlance.attachment;

import dev.parlance.model.FileId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where what lies in a directory of files. A name in it is made of an id, which is hexadecimal digits, and nothing else. A file is there when its facts are; whatever is about to put one there or to take one away has a
 * mark in {@code incoming} before it begins and until it has ended, so that what a death leaves behind is found without looking through all. Any thread.
 */
final class DirectoryLayout {
    private static final String FORMAT = "parlance-files 1";
    private static final String FACTS = ".facts";
    private static final String THUMBNAIL = ".thumbnail";
    private static final String PART = ".part";

    private final Path root;

    DirectoryLayout(Path root) {
        this.root = root;
    }

    void prepare() throws IOException {
        Files.createDirectories(incoming());
        Files.createDirectories(root.resolve("locks"));
        for (int i = 0; i < 256; i++) {
            Files.createDirectories(bucket(i));
        }
        Path format = root.resolve("format");
        if (!Files.exists(format)) {
            write(incoming().resolve("format" + PART), format, FORMAT.getBytes(StandardCharsets.UTF_8));
        } else if (!Files.readString(format).equals(FORMAT)) {
            throw new IOException(root + " holds files of another format than this version of Parlance reads");
        }
    }

    Path incoming() {
        return root.resolve("incoming");
    }

    Path lock(int number) {
        return root.resolve("locks").resolve(Integer.toString(number));
    }

    Path bucket(int number) {
        return root.resolve("files").resolve(String.format("%02x", number));
    }

    static int bucketOf(FileId id) {
        return Integer.parseInt(id.value(), 0, 2, 16);
    }

    Path facts(FileId id) {
        return bucket(bucketOf(id)).resolve(id + FACTS);
    }

    Path part(FileId id, FilePart part) {
        return bucket(bucketOf(id)).resolve(id + suffix(part));
    }

    Path incoming(FileId id, FilePart part) {
        return incoming().resolve(id + suffix(part) + PART);
    }

    /** What says that a file is on its way in or out. */
    Path mark(FileId id) {
        return incoming().resolve(id.value());
    }

    /** The ids of the files in a bucket, in order. */
    List<FileId> ids(int bucket) throws IOException {
        try (Stream<Path> names = Files.list(bucket(bucket))) {
            return names.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(FACTS) && name.length() == FileId.LENGTH + FACTS.length())
                    .sorted()
                    .map(name -> new FileId(name.substring(0, FileId.LENGTH)))
                    .toList();
        }
    }

    /** The ids of which something is on its way. */
    List<FileId> underWay() throws IOException {
        List<FileId> ids = new ArrayList<>();
        try (Stream<Path> names = Files.list(incoming())) {
            names.map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("[0-9a-f]{" + FileId.LENGTH + "}.*"))
                    .map(name -> name.substring(0, FileId.LENGTH))
                    .distinct()
                    .forEach(name -> ids.add(new FileId(name)));
        }
        return ids;
    }

    /** Puts some bytes in the place of a file, in one step and for good. */
    static void write(Path temporary, Path target, byte[] bytes) throws IOException {
        try (FileChannel file = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            java.nio.ByteBuffer rest = java.nio.ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                file.write(rest);
            }
            file.force(true);
        }
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        force(parent(target));
    }

    /** Makes what a directory lists outlive a power failure, where the system can do that. */
    static void force(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // a system that opens no directories, such as Windows, keeps them in order itself
        }
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    private static String suffix(FilePart part) {
        return part == FilePart.CONTENT ? ".content" : THUMBNAIL;
    }
}
