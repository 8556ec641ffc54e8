package dev.parlance.websocket.http;

import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FramePriority;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.NotImplementedException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.BasicEntityDetails;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestParser;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseWriter;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;
import org.apache.hc.core5.http.impl.io.SessionOutputBufferImpl;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.http.protocol.RequestValidateHost;
import org.apache.hc.core5.http.protocol.ResponseConformance;
import org.apache.hc.core5.http.protocol.ResponseConnControl;
import org.apache.hc.core5.http.protocol.ResponseContent;
import org.apache.hc.core5.http.protocol.ResponseDate;
import org.jspecify.annotations.Nullable;

/** Heads of requests and responses by HttpCore's parser, writer and rules. */
final class HttpCodec {
    private static final int MAX_FIELDS = 64;
    private static final Predicate<String> LENGTH =
            Pattern.compile("[0-9]{1,18}").asMatchPredicate();
    private static final Http1Config CONFIG = Http1Config.custom()
            .setMaxHeaderCount(MAX_FIELDS + 1)
            .setMaxLineLength(HttpSettings.MAX_HEAD_BYTES)
            .build();
    private static final HttpProcessor RULES = HttpProcessorBuilder.create()
            .add(RequestValidateHost.INSTANCE)
            .addAll(
                    ResponseConformance.INSTANCE,
                    ResponseDate.INSTANCE,
                    ResponseContent.INSTANCE,
                    ResponseConnControl.INSTANCE)
            .build();

    private static final EncodedFrame CONTINUE = new EncodedFrame(
            "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII), 0, FramePriority.ESSENTIAL);

    /** Instead of a body's length: it says itself where it ends. */
    static final long CHUNKED = -1;

    /** What answers a request, and whether the connection lives on after it. */
    record Encoded(List<EncodedFrame> frames, boolean keepAlive) {}

    private HttpCodec() {}

    /**
     * Reads the head of a request.
     *
     * @param bytes all of it, with its empty line
     * @throws HttpException if it is malformed, or framed in a way that two readers could understand differently
     */
    static HttpRequest request(byte[] bytes) throws HttpException {
        RequestLine line = RequestLine.read(bytes);
        FieldSyntax.require(bytes, line.length(), bytes.length);
        HttpRequest head;
        try {
            head = new DefaultHttpRequestParser(CONFIG)
                    .parse(new SessionInputBufferImpl(bytes.length), new ByteArrayInputStream(bytes));
            if (head == null) {
                throw new ProtocolException("the head of the request is empty");
            }
            head.setVersion(line.version());
            RULES.process(head, (EntityDetails) null, context(head));
        } catch (IOException | RuntimeException e) { // whatever a parser falls over is the sender's fault
            throw new ProtocolException("the head of the request is malformed", e);
        }
        Header host = head.getFirstHeader("Host");
        if (head.countHeaders("Host") > 1 || !line.agreesWith(host == null ? null : host.getValue())) {
            throw new ProtocolException("the address and Host must name one host"); // RFC 9112, section 3.2
        }
        return head;
    }

    /** The length of the body that follows; -1 for a chunked one (RFC 9112, section 6). */
    static long bodyLength(HttpRequest head) throws HttpException {
        Header[] lengths = head.getHeaders("Content-Length");
        Header[] codings = head.getHeaders("Transfer-Encoding");
        if (codings.length > 0) {
            if (lengths.length > 0) {
                throw new ProtocolException("Content-Length and Transfer-Encoding exclude each other");
            }
            if (HttpVersion.HTTP_1_0.equals(head.getVersion())) {
                throw new ProtocolException("HTTP/1.0 has no Transfer-Encoding");
            }
            if (codings.length > 1 || !codings[0].getValue().equalsIgnoreCase("chunked")) {
                throw new NotImplementedException("the only transfer coding here is chunked");
            }
            return CHUNKED;
        }
        if (lengths.length == 0) {
            return 0;
        }
        if (lengths.length > 1 || !LENGTH.test(lengths[0].getValue())) {
            throw new ProtocolException("Content-Length must be one number, of at most 18 digits");
        }
        return Long.parseLong(lengths[0].getValue());
    }

    /**
     * Encodes an answer; the body goes as it is, behind the head.
     *
     * @param request null if it could not be read
     * @param isHead whether it asks for the head only
     * @param always headers of every answer, name, value, name, value...
     */
    static Encoded response(
            @Nullable HttpRequest request,
            boolean isHead,
            Response response,
            List<String> always,
            boolean mayKeepAlive) {
        ClassicHttpResponse head = new BasicClassicHttpResponse(response.status());
        add(head, response.headers());
        add(head, always);
        if (!mayKeepAlive) {
            head.addHeader("Connection", "close");
        }
        boolean hasBody = response.status() >= 200 && response.status() != 204 && response.status() != 304;
        ContentType type = response.contentType() == null ? null : ContentType.parse(response.contentType());
        HttpCoreContext context = context(request);
        boolean keepAlive;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try {
            RULES.process(head, hasBody ? new BasicEntityDetails(response.contentLength(), type) : null, context);
            keepAlive = mayKeepAlive && DefaultConnectionReuseStrategy.INSTANCE.keepAlive(request, head, context);
            SessionOutputBufferImpl buffer = new SessionOutputBufferImpl(512);
            new DefaultHttpResponseWriter().write(head, buffer, bytes);
            buffer.flush(bytes);
        } catch (IOException | HttpException e) {
            throw new IllegalStateException("an answer could not be encoded", e);
        }
        EncodedFrame headFrame = new EncodedFrame(bytes.toByteArray(), 0, FramePriority.ESSENTIAL);
        boolean sendBody = hasBody && response.body().length > 0 && !isHead;
        return new Encoded(
                sendBody
                        ? List.of(headFrame, new EncodedFrame(response.body(), 0, FramePriority.ESSENTIAL))
                        : List.of(headFrame),
                keepAlive);
    }

    private static void add(ClassicHttpResponse head, List<String> fields) {
        for (int i = 0; i < fields.size(); i += 2) {
            head.addHeader(fields.get(i), fields.get(i + 1));
        }
    }

    /** The go-ahead for a body (RFC 9110, section 10.1.1). */
    static EncodedFrame proceed() {
        return CONTINUE;
    }

    private static HttpCoreContext context(@Nullable HttpRequest request) {
        HttpCoreContext context = HttpCoreContext.create();
        context.setProtocolVersion(
                request == null || request.getVersion() == null ? HttpVersion.HTTP_1_1 : request.getVersion());
        if (request != null) {
            context.setRequest(request);
        }
        return context;
    }
}
