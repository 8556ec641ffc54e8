package dev.parlance.websocket;

import dev.parlance.websocket.http.HttpHandler;
import dev.parlance.websocket.pages.ResourceFolder;
import dev.parlance.websocket.pages.Site;
import java.io.IOException;

/**
 * Pages, scripts and pictures that a {@link ChatServer} serves. All are read when this is made and are kept in memory, so that nothing else can ever be
 * asked for and no I/O thread waits for a disk.
 *
 * <p>{@code /} and other paths that end in a slash stand for the {@code index.html} there. Text is kept compressed (gzip) beside its plain form; who
 * accepts that gets it. Answers carry an {@code ETag} and a Content-Security-Policy that lets pages load from the server alone and connect to it,
 * as a page to talk in needs it: no forms that are sent elsewhere, no camera, microphone or place, no referrer.
 *
 * <p><b>Caching.</b> Under its own path a file has to be revalidated each time. In the pages ({@code .html}) the addresses of scripts, stylesheets,
 * icons and pictures are replaced by ones that name the content of all files, {@code v-0123456789abcdef/app.js}; those may be kept for ever, so that a
 * browser that knows them asks for the page alone. What such a file refers to by a relative address has such an address too; modules and styles
 * should not refer to each other by addresses that begin with a slash. An address of another content, from before an update or from a node beside this
 * one, gets the present file, to be revalidated.
 *
 * <p><b>Bundles.</b> A page's {@code <script type="module" src="app.js" data-bundle>} is served with all modules that it imports as one file, with a
 * source map, so that debuggers show the modules; the page's {@code <link rel="stylesheet" href="style.css" data-bundle>} are served as one, in the
 * place of the first. What cannot be put together without guessing is refused: default, namespace, dynamic and circular imports, exported variables,
 * {@code await} outside of functions; {@code url(...)} and {@code @import} in styles. The files themselves stay as they are, at their own paths.
 */
public final class StaticResources {
    /** How much all files may have together. */
    public static final int MAX_BYTES = 16 * 1024 * 1024;

    private final Site site;

    private StaticResources(Site site) {
        this.site = site;
    }

    /**
     * Reads all files below a folder of the class path.
     *
     * @param anchor a class from the same jar or folder; in a named module its package must be open to this one
     * @param folder from the root of the class path, {@code /web}
     * @return the files
     * @throws IllegalArgumentException if there is no such folder, its files have more than {@value #MAX_BYTES} bytes, or a bundle cannot be made
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
     * @throws IllegalArgumentException if there is no such folder, its files have more than {@value #MAX_BYTES} bytes, or a bundle cannot be made
     */
    public static StaticResources fromClasspath(ClassLoader loader, String folder) {
        String relative = folder.startsWith("/") ? folder.substring(1) : folder;
        return read(new ResourceFolder(folder, loader.getResource(relative)));
    }

    HttpHandler handler() {
        return site;
    }

    private static StaticResources read(ResourceFolder folder) {
        try {
            return new StaticResources(Site.of(folder.read(MAX_BYTES)));
        } catch (IOException e) {
            throw new IllegalArgumentException("the resource folder " + folder.name() + " cannot be read", e);
        }
    }
}
