package dev.parlance.websocket.http;

import dev.parlance.model.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/** An answer, all of it. Immutable. */
public final class Response {
    /** The content type of JSON, which is UTF-8 always (RFC 8259, section 8.1). */
    public static final String JSON = "application/json; charset=utf-8";

    private static final byte[] NOTHING = {};

    private final int status;
    private final @Nullable String contentType;
    private final byte[] body;
    private final List<String> headers;
    private final Flow.@Nullable Publisher<ByteBuffer> source;
    private final long length;

    /**
     * Makes an answer.
     *
     * @param status the status code
     * @param contentType of the body, or null if there is none
     * @param body shared, not copied
     * @param headers name, value, name, value...
     */
    public Response(int status, @Nullable String contentType, byte[] body, List<String> headers) {
        this(status, contentType, body, headers, null, body.length);
    }

    private Response(
            int status,
            @Nullable String contentType,
            byte[] body,
            List<String> headers,
            Flow.@Nullable Publisher<ByteBuffer> source,
            long length) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.headers = List.copyOf(headers);
        this.source = source;
        this.length = length;
    }

    /**
     * An answer whose body is made while it goes out, a piece at a time as the client takes it.
     *
     * @param status the status code
     * @param contentType of the body
     * @param length of the body, in bytes
     * @param source gives exactly that much, or an error, which ends the connection in the middle of it; never subscribed to if only the head is asked for
     * @return the answer
     */
    public static Response streamed(int status, String contentType, long length, Flow.Publisher<ByteBuffer> source) {
        return new Response(status, contentType, NOTHING, List.of(), source, length);
    }

    /** {@return the status code} */
    public int status() {
        return status;
    }

    @Nullable
    String contentType() {
        return contentType;
    }

    /** What the body is made by, if it is not at hand. */
    Flow.@Nullable Publisher<ByteBuffer> source() {
        return source;
    }

    /** How many bytes the body has, whether they are at hand or not. */
    long contentLength() {
        return length;
    }

    /** {@return how many bytes of the body are at hand} */
    public int length() {
        return body.length;
    }

    byte[] body() {
        return body;
    }

    List<String> headers() {
        return headers;
    }

    /**
     * An answer without a body.
     *
     * @param status the status code
     * @return the answer
     */
    public static Response empty(int status) {
        return new Response(status, null, NOTHING, List.of());
    }

    /**
     * An answer in JSON.
     *
     * @param status the status code
     * @param body UTF-8
     * @return the answer
     */
    public static Response json(int status, byte[] body) {
        return new Response(status, JSON, body, List.of("Cache-Control", "no-store"));
    }

    /**
     * An error as the protocol page shows it.
     *
     * @param status the status code; the code's own one for errors of the chat
     * @param code what went wrong
     * @param message in words
     * @param retryable whether the same request may succeed later
     * @return the answer
     */
    public static Response error(int status, ErrorCode code, String message, boolean retryable) {
        StringBuilder json = new StringBuilder("{\"success\":false,\"error\":{\"code\":\"")
                .append(code.name())
                .append("\",\"message\":\"");
        JsonStringEncoder.getInstance().quoteAsString(message, json);
        json.append("\",\"retryable\":").append(retryable).append("}}");
        return json(status, json.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * An error that is no use to repeat.
     *
     * @param status the status code
     * @param message in words
     * @return the answer
     */
    public static Response badRequest(int status, String message) {
        return error(status, ErrorCode.BAD_REQUEST, message, false);
    }

    /**
     * The same, which may be asked for again.
     *
     * @param time when; in {@code Retry-After} as whole seconds, 1 or more (RFC 9110, section 10.2.3)
     * @return a copy
     */
    public Response retryAfter(Duration time) {
        return with(
                "Retry-After", Long.toString(Math.max(1, time.plusMillis(999).toSeconds())));
    }

    /**
     * The same with one more header field.
     *
     * @param name of the field
     * @param value of the field
     * @return a copy
     */
    public Response with(String name, String value) {
        List<String> more = new ArrayList<>(headers);
        more.add(name);
        more.add(value);
        return new Response(status, contentType, body, more, source, length);
    }
}
