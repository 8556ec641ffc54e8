package dev.parlance.websocket.pages;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of the class path: in a jar, in a directory, or in a run-time image.
 *
 * @param name how it was asked for
 * @param url where it is, or null if it is not there
 */
public record ResourceFolder(String name, @Nullable URL url) {
    /**
     * Reads all files below the folder.
     *
     * @param maxBytes how much they may have together
     * @return their contents under their paths, which begin with a slash
     * @throws IOException if one cannot be read
     * @throws IllegalArgumentException if there is no such folder, or its files have more
     */
    public Map<String, byte[]> read(int maxBytes) throws IOException {
        if (url == null) {
            throw new IllegalArgumentException("there is no resource folder " + name);
        }
        Map<String, byte[]> found = new HashMap<>();
        if (url.openConnection() instanceof JarURLConnection jar) {
            readJar(jar, new Collector(found, maxBytes));
        } else {
            readFiles(url, new Collector(found, maxBytes));
        }
        return found;
    }

    private static void readJar(JarURLConnection connection, Collector collector) throws IOException {
        connection.setUseCaches(false); // or closing the jar would close the class loader's
        String entryName = connection.getEntryName();
        String prefix = entryName.endsWith("/") ? entryName : entryName + "/";
        try (JarFile jar = connection.getJarFile()) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (!entry.isDirectory() && entry.getName().startsWith(prefix)) {
                    try (InputStream content = jar.getInputStream(entry)) {
                        collector.add("/" + entry.getName().substring(prefix.length()), content);
                    }
                }
            }
        }
    }

    private static void readFiles(URL url, Collector collector) throws IOException {
        Path folder;
        try {
            folder = Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IOException("no folder can be at " + url, e);
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        URI root = folder.toUri();
        for (Path file : files) {
            try (InputStream content = Files.newInputStream(file)) {
                collector.add("/" + root.relativize(file.toUri()).getPath(), content);
            }
        }
    }

    private static final class Collector {
        private final Map<String, byte[]> found;
        private final int maxBytes;
        private int left;

        Collector(Map<String, byte[]> found, int maxBytes) {
            this.found = found;
            this.maxBytes = maxBytes;
            this.left = maxBytes;
        }

        void add(String path, InputStream content) throws IOException {
            byte[] bytes = content.readNBytes(left + 1);
            left -= bytes.length;
            if (left < 0) {
                throw new IllegalArgumentException("static resources may have " + maxBytes + " bytes");
            }
            found.put(path, bytes);
        }
    }
}
