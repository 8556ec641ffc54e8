package dev.parlance.websocket.pages;

import dev.parlance.websocket.http.Exchange;
import dev.parlance.websocket.http.HttpHandler;
import dev.parlance.websocket.http.RequestHead;
import dev.parlance.websocket.http.Response;
import dev.parlance.websocket.http.Router;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers with static files. The path of a request is looked up as it was sent, so there is nothing to traverse. Immutable, so safe for use by many threads. */
public final class Site implements HttpHandler {
    private static final String REVALIDATED = "no-cache";
    private static final String KEPT = "public, max-age=31536000, immutable";
    private static final Pattern VERSIONED = Pattern.compile("/v-([0-9a-f]{16})(/.*)");

    private final Map<String, StaticResource> resources;
    private final String version;

    private Site(Map<String, StaticResource> resources, String version) {
        this.resources = resources;
        this.version = version;
    }

    /**
     * Makes a site of files: bundles what their pages want to have bundled, and has the pages name files by their content.
     *
     * @param files contents under their paths, which begin with a slash
     * @return the site
     * @throws IllegalArgumentException if a bundle cannot be made
     */
    public static Site of(Map<String, byte[]> files) {
        Map<String, byte[]> all = new HashMap<>(files);
        Map<String, Page> pages = new HashMap<>();
        files.forEach((path, bytes) -> {
            if (isPage(path)) {
                pages.put(path, new Page(path, new String(bytes, StandardCharsets.UTF_8)).bundled(files, all));
            }
        });
        all.keySet().removeAll(pages.keySet());
        String version = ContentHash.of(all);
        Map<String, StaticResource> resources = new HashMap<>();
        pages.forEach((path, page) -> resources.put(
                path,
                StaticResource.of(
                        path, page.versioned("v-" + version, all.keySet()).bytes())));
        all.forEach((path, bytes) -> resources.put(path, StaticResource.of(path, bytes)));
        return new Site(Map.copyOf(resources), version);
    }

    @Override
    public void handle(Exchange exchange) {
        exchange.respond(answer(exchange.request()));
    }

    private Response answer(RequestHead request) {
        String path = request.path();
        StaticResource resource = resources.get(path.endsWith("/") ? path + "index.html" : path);
        if (resource != null) {
            return resource.answer(request, REVALIDATED);
        }
        Matcher versioned = VERSIONED.matcher(path);
        StaticResource file =
                versioned.matches() && !isPage(versioned.group(2)) ? resources.get(versioned.group(2)) : null;
        if (file == null) {
            return Router.notFound();
        }
        // Of another version: this is not what the address says, but better than nothing while nodes are updated.
        return file.answer(request, versioned.group(1).equals(version) ? KEPT : REVALIDATED);
    }

    private static boolean isPage(String path) {
        return path.endsWith(".html");
    }
}
