package dev.parlance.websocket.files;

import dev.parlance.model.Attachment;
import dev.parlance.model.RoomId;
import dev.parlance.protocol.json.JsonBytes;
import dev.parlance.websocket.http.Response;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is answered about files, in JSON. */
final class FileWords {
    /** Behind the path of a file. */
    static final String THUMBNAIL = "/thumbnail";

    private FileWords() {}

    /** A file is there. */
    static Response uploaded(Attachment file, RoomId room) {
        JsonBytes bytes = JsonBytes.write(json -> {
            String path = file.path(room);
            json.writeStartObject();
            json.writeBooleanProperty("success", true);
            json.writeName("file");
            json.writeStartObject();
            json.writeStringProperty("fileId", file.fileId().value());
            json.writeStringProperty("name", file.name());
            json.writeStringProperty("type", file.type());
            json.writeNumberProperty("size", file.size());
            json.writeStringProperty("url", path);
            file.width().ifPresent(width -> json.writeNumberProperty("width", width));
            file.height().ifPresent(height -> json.writeNumberProperty("height", height));
            if (file.hasThumbnail()) {
                json.writeStringProperty("thumbnail", path + THUMBNAIL);
            }
            json.writeEndObject();
            json.writeEndObject();
        });
        return Response.json(201, bytes.toByteArray()).with("Location", file.path(room));
    }

    /** A link to it, with what stands behind the question mark; empty where none is needed. */
    static Response link(Attachment file, RoomId room, String query, @Nullable Instant until) {
        String behind = query.isEmpty() ? "" : "?" + query;
        JsonBytes bytes = JsonBytes.write(json -> {
            String path = file.path(room);
            json.writeStartObject();
            json.writeBooleanProperty("success", true);
            json.writeStringProperty("url", path + behind);
            if (file.hasThumbnail()) {
                json.writeStringProperty("thumbnail", path + THUMBNAIL + behind);
            }
            if (until != null) {
                json.writeNumberProperty("expiresAt", until.toEpochMilli());
            }
            json.writeEndObject();
        });
        return Response.json(200, bytes.toByteArray());
    }
}
