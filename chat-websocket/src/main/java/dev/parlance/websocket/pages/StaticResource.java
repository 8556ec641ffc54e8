package dev.parlance.websocket.pages;

import dev.parlance.websocket.http.RequestHead;
import dev.parlance.websocket.http.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** One file as it is served: as it is, and compressed where that makes it smaller. */
final class StaticResource {
    /** Less than this share of a file must remain for its compressed form to be worth a header. */
    private static final double WORTHWHILE = 0.9;

    private final String contentType;
    private final Form plain;
    private final @Nullable Form compressed;

    private StaticResource(String contentType, Form plain, @Nullable Form compressed) {
        this.contentType = contentType;
        this.plain = plain;
        this.compressed = compressed;
    }

    /** One representation (RFC 9110, section 8.1); each has an entity tag of its own. */
    private static final class Form {
        final byte[] bytes;
        final String etag;
        final List<String> headers;

        Form(byte[] bytes, String etag, List<String> headers) {
            this.bytes = bytes;
            this.etag = etag;
            this.headers = headers;
        }

        boolean isKnown(@Nullable String ifNoneMatch) {
            return ifNoneMatch != null
                    && Arrays.stream(ifNoneMatch.split(","))
                            .map(String::trim)
                            .anyMatch(tag -> tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag));
        }
    }

    static StaticResource of(String path, byte[] bytes) {
        byte[] gzip = gzip(bytes);
        String hash = ContentHash.of(bytes);
        if (gzip.length >= bytes.length * WORTHWHILE) {
            return new StaticResource(ContentType.of(path), new Form(bytes, '"' + hash + '"', List.of()), null);
        }
        return new StaticResource(
                ContentType.of(path),
                new Form(bytes, '"' + hash + '"', List.of("Vary", "Accept-Encoding")),
                new Form(gzip, '"' + hash + "-gzip\"", List.of("Vary", "Accept-Encoding", "Content-Encoding", "gzip")));
    }

    /** Answers in the form that the client takes, or says that it has that already. */
    Response answer(RequestHead request, String cacheControl) {
        Form form = compressed != null && request.acceptsCoding("gzip") ? compressed : plain;
        List<String> headers = new ArrayList<>(List.of("ETag", form.etag, "Cache-Control", cacheControl));
        headers.addAll(PagePolicy.headers(request));
        headers.addAll(form.headers);
        return form.isKnown(request.header("If-None-Match"))
                ? new Response(304, null, new byte[0], headers)
                : new Response(200, contentType, form.bytes, headers);
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream out = new BestGzip(compressed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    private static final class BestGzip extends GZIPOutputStream {
        BestGzip(OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
