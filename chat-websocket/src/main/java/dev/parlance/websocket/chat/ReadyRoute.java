package dev.parlance.websocket.chat;

import dev.parlance.ChatEngine;
import dev.parlance.complaint.Complaints;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Readiness;
import dev.parlance.model.Readiness.Check;
import dev.parlance.protocol.json.JsonBytes;
import dev.parlance.protocol.words.EventWriter;
import dev.parlance.websocket.http.Response;
import dev.parlance.websocket.http.Router;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JsonGenerator;

/** Tells a load balancer whether this node does its work: 200 if all of it goes well, else 503. */
public final class ReadyRoute {
    private static final Logger LOG = LoggerFactory.getLogger(ReadyRoute.class);
    private static final Complaints COMPLAINTS = new Complaints(LOG::warn, LOG::error);

    private ReadyRoute() {}

    /**
     * Adds the route.
     *
     * @param router where to
     * @param engine whose work
     */
    public static void addTo(Router.Builder router, ChatEngine engine) {
        router.route(
                "GET",
                "/ready",
                exchange -> engine.readiness()
                        .thenApply(ReadyRoute::answer)
                        .exceptionally(ReadyRoute::fault)
                        .thenAccept(exchange::respond));
    }

    private static Response fault(Throwable failure) {
        COMPLAINTS.error("the readiness could not be told", failure);
        return Response.error(500, ErrorCode.INTERNAL_ERROR, "a fault of the server", false);
    }

    private static Response answer(Readiness readiness) {
        JsonBytes bytes = JsonBytes.write(json -> {
            json.writeStartObject();
            json.writeStringProperty("status", readiness.isReady() ? "ready" : "unavailable");
            json.writeArrayPropertyStart("checks");
            readiness.checks().forEach(check -> write(check, json));
            json.writeEndArray();
            json.writeEndObject();
        });
        return Response.json(readiness.isReady() ? 200 : 503, bytes.toByteArray());
    }

    private static void write(Check check, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("name", check.name());
        json.writeStringProperty("status", check.failure().isEmpty() ? "ok" : "failed");
        json.writeNumberProperty("millis", check.took().toMillis());
        check.failure().ifPresent(failure -> {
            json.writeName("error");
            EventWriter.error(failure, json);
        });
        json.writeEndObject();
    }
}
