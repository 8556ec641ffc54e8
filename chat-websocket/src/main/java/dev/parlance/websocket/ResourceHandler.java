package dev.parlance.websocket;

import dev.parlance.websocket.http.Exchange;
import dev.parlance.websocket.http.HttpHandler;
import dev.parlance.websocket.http.Request;
import dev.parlance.websocket.http.Response;
import dev.parlance.websocket.http.Router;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Answers with static resources. The path of a request is looked up as it was sent, so there is nothing to traverse. */
record ResourceHandler(Map<String, StaticResource> resources) implements HttpHandler {
    private static final String POLICY = "default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data:;"
            + " object-src 'none'; base-uri 'none'; frame-ancestors 'self'";

    @Override
    public void handle(Exchange exchange) {
        exchange.respond(answer(exchange.request()));
    }

    private Response answer(Request request) {
        String path = request.path();
        StaticResource resource = resources.get(path.endsWith("/") ? path + "index.html" : path);
        if (resource == null) {
            return Router.notFound();
        }
        List<String> headers =
                List.of("ETag", resource.etag(), "Cache-Control", "no-cache", "Content-Security-Policy", POLICY);
        String known = request.header("If-None-Match");
        boolean unchanged = known != null
                && Arrays.stream(known.split(","))
                        .map(String::trim)
                        .anyMatch(tag ->
                                tag.equals("*") || tag.equals(resource.etag()) || tag.equals("W/" + resource.etag()));
        return unchanged
                ? new Response(304, null, new byte[0], headers)
                : new Response(200, resource.contentType(), resource.bytes(), headers);
    }
}
