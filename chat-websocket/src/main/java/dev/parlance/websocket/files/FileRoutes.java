package dev.parlance.websocket.files;

import dev.parlance.ChatEngine;
import dev.parlance.attachment.FileInspector;
import dev.parlance.websocket.http.Router;
import java.time.InstantSource;

/** Files over REST: {@code POST /api/chat/ROOM/files}, and what is below that. */
public final class FileRoutes {
    private static final String FILES = "/api/chat/{roomId}/files";
    private static final String FILE = FILES + "/{fileId}";

    private FileRoutes() {}

    /**
     * Adds the routes, if the engine has a store of files.
     *
     * @param router where to
     * @param engine the chat, whose authenticator and authorizer are asked each time
     * @param inspector finds out what a file is
     * @param trusts whether clients are believed who they say they are, and need say nothing to read what is open to all
     * @param clock by which links are good
     */
    public static void addTo(
            Router.Builder router, ChatEngine engine, FileInspector inspector, boolean trusts, InstantSource clock) {
        if (!engine.files().isOffered()) {
            return;
        }
        FileAsker asker = new FileAsker(engine, new FileLinks(engine.nodes(), clock), trusts);
        FileDownloads downloads = new FileDownloads(asker);
        router.route("POST", FILES, new FileUploads(asker, inspector))
                .route("GET", FILE, downloads::give)
                .route("GET", FILE + FileWords.THUMBNAIL, downloads::giveThumbnail)
                .route("GET", FILE + "/link", downloads::link);
    }
}
