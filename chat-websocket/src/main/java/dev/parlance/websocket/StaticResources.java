package dev.parlance.websocket;

import dev.parlance.websocket.http.HttpHandler;
import java.io.IOException;
import java.util.Map;

/**
 * Pages, scripts and pictures that a {@link ChatServer} serves. All are read when this is made and are kept in memory, so that nothing else can ever be
 * asked for and no I/O thread waits for a disk.
 *
 * <p>{@code /} and other paths that end in a slash stand for the {@code index.html} there. Answers carry an {@code ETag} and have to be
 * revalidated, and a Content-Security-Policy that lets pages load from the server alone and connect to it.
 */
public final class StaticResources {
    /** How much all files may have together. */
    public static final int MAX_BYTES = 16 * 1024 * 1024;

    private final Map<String, StaticResource> resources;

    private StaticResources(Map<String, StaticResource> resources) {
        this.resources = resources;
    }

    /**
     * Reads all files below a folder of the class path.
     *
     * @param anchor a class from the same jar or folder; in a named module its package must be open to this one
     * @param folder from the root of the class path, {@code /web}
     * @return the files
     * @throws IllegalArgumentException if there is no such folder, or its files have more than {@value #MAX_BYTES} bytes
     */
    public static StaticResources fromClasspath(Class<?> anchor, String folder) {
        String absolute = folder.startsWith("/") ? folder : "/" + folder;
        return read(new ResourceFolder(absolute, anchor.getResource(absolute)));
    }

    /**
     * Reads all files below a folder of the class path.
     *
     * @param loader where to look; the first place that has the folder counts
     * @param folder from the root of the class path, {@code /web}
     * @return the files
     * @throws IllegalArgumentException if there is no such folder, or its files have more than {@value #MAX_BYTES} bytes
     */
    public static StaticResources fromClasspath(ClassLoader loader, String folder) {
        String relative = folder.startsWith("/") ? folder.substring(1) : folder;
        return read(new ResourceFolder(folder, loader.getResource(relative)));
    }

    HttpHandler handler() {
        return new ResourceHandler(resources);
    }

    private static StaticResources read(ResourceFolder folder) {
        try {
            return new StaticResources(folder.read(MAX_BYTES));
        } catch (IOException e) {
            throw new IllegalArgumentException("the resource folder " + folder.name() + " cannot be read", e);
        }
    }
}
