package dev.parlance.websocket.files;

import dev.parlance.FileDownload;
import dev.parlance.attachment.AttachmentReader;
import dev.parlance.attachment.FilePart;
import dev.parlance.model.Attachment;
import dev.parlance.model.ChatException;
import dev.parlance.model.FileId;
import dev.parlance.model.RoomId;
import dev.parlance.websocket.chat.RestRefusal;
import dev.parlance.websocket.http.Exchange;
import dev.parlance.websocket.http.RequestHead;
import dev.parlance.websocket.http.Response;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Files on their way out: whole, in a range, or not at all if the client has them already (RFC 9110, sections 13 and 14). Called on event loops. */
record FileDownloads(FileAsker asker) {
    private static final String THUMBNAIL_TYPE = "image/jpeg";
    private static final int PARTIAL = 206;
    private static final int NOT_THERE = 416;

    /** Gives the file. */
    void give(Exchange exchange) {
        answer(exchange, FilePart.CONTENT);
    }

    /** Gives the smaller picture of it. */
    void giveThumbnail(Exchange exchange) {
        answer(exchange, FilePart.THUMBNAIL);
    }

    /** Gives a link. */
    void link(Exchange exchange) {
        RequestHead request = exchange.request();
        tried(exchange, () -> {
            RoomId room = new RoomId(exchange.variable(0));
            FileId id = new FileId(exchange.variable(1));
            if (asker.isAnyone(request)) {
                return asker.open(request, room, id)
                        .thenApply(file -> FileWords.link(file.facts().attachment(), room, "", null));
            }
            return asker.user(request)
                    .thenCompose(user -> asker.engine()
                            .files()
                            .open(user, room, id)
                            .thenCompose(file -> {
                                Instant until = asker.links().goodUntil(user);
                                return asker.links()
                                        .sign(user, room, id, until)
                                        .thenApply(query ->
                                                FileWords.link(file.facts().attachment(), room, query, until));
                            }));
        });
    }

    private interface Asking {
        CompletionStage<Response> ask();
    }

    private static void tried(Exchange exchange, Asking asking) {
        try {
            asking.ask()
                    .whenComplete((response, refused) ->
                            exchange.respond(refused == null ? response : RestRefusal.of(refused, exchange.request())));
        } catch (ChatException e) {
            exchange.respond(RestRefusal.of(e, exchange.request()));
        }
    }

    private void answer(Exchange exchange, FilePart part) {
        RequestHead request = exchange.request();
        try {
            RoomId room = new RoomId(exchange.variable(0));
            FileId id = new FileId(exchange.variable(1));
            asker.open(request, room, id).whenComplete((file, refused) -> {
                if (refused != null) {
                    exchange.respond(RestRefusal.of(refused, request));
                } else {
                    answer(exchange, part, file);
                }
            });
        } catch (ChatException e) {
            exchange.respond(RestRefusal.of(e, request));
        }
    }

    private static void answer(Exchange exchange, FilePart part, FileDownload file) {
        RequestHead request = exchange.request();
        Attachment attachment = file.facts().attachment();
        boolean isWhole = part == FilePart.CONTENT;
        String tag = "\"" + attachment.fileId() + (isWhole ? "" : "-small") + "\"";
        if (matches(request, tag)) {
            exchange.respond(harmless(Response.empty(304), attachment, part, tag));
            return;
        }
        ByteRange range = isWhole ? range(request, tag, attachment.size()) : null;
        if (range != null && !range.isThere()) {
            exchange.respond(harmless(Response.empty(NOT_THERE), attachment, part, tag)
                    .with("Content-Range", range.contentRange(attachment.size())));
            return;
        }
        long from = range == null ? 0 : range.from();
        long length = range == null ? Long.MAX_VALUE : range.length();
        file.read(part, from, length).whenComplete((reader, failure) -> {
            if (failure != null) {
                exchange.respond(RestRefusal.of(failure, request));
            } else {
                exchange.execute(() -> send(exchange, attachment, part, tag, range, reader));
            }
        });
    }

    private static void send(
            Exchange exchange,
            Attachment attachment,
            FilePart part,
            String tag,
            @Nullable ByteRange range,
            AttachmentReader reader) {
        boolean isAwaited = exchange.isAwaited();
        if (!isAwaited || exchange.request().method().equals("HEAD") || reader.length() == 0) {
            reader.close(); // nobody will read it
        }
        if (!isAwaited) {
            return;
        }
        String type = part == FilePart.CONTENT ? SafeTypes.contentType(attachment.type()) : THUMBNAIL_TYPE;
        Response whole =
                Response.streamed(range == null ? 200 : PARTIAL, type, reader.length(), new ReaderSource(reader));
        Response response = harmless(whole, attachment, part, tag);
        exchange.respond(
                range == null ? response : response.with("Content-Range", range.contentRange(attachment.size())));
    }

    /** What keeps a stranger's bytes from doing anything in the chat's name, and others from keeping them; that they are what the type says holds for every answer. */
    private static Response harmless(Response response, Attachment attachment, FilePart part, String tag) {
        String disposition =
                part == FilePart.CONTENT ? SafeTypes.disposition(attachment.type(), attachment.name()) : "inline";
        return response.with("Content-Disposition", disposition)
                .with("Content-Security-Policy", "sandbox; default-src 'none'")
                .with(
                        "Cache-Control",
                        "private, no-cache") // kept, and asked for each time whether it may still be shown
                .with("Referrer-Policy", "no-referrer")
                .with("Accept-Ranges", part == FilePart.CONTENT ? "bytes" : "none")
                .with("ETag", tag);
    }

    private static boolean matches(RequestHead request, String tag) {
        for (String field : request.headers("If-None-Match")) {
            for (String each : field.split(",", -1)) {
                String known = each.strip();
                if (known.equals("*") || known.equals(tag) || known.equals("W/" + tag)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static @Nullable ByteRange range(RequestHead request, String tag, long size) {
        String condition = request.header("If-Range");
        boolean applies = request.method().equals("GET") && (condition == null || condition.equals(tag));
        return applies ? ByteRange.of(request.header("Range"), size) : null;
    }
}
