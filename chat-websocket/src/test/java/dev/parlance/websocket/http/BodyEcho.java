package dev.parlance.websocket.http;

/** Answers with the body that it was sent. */
public record BodyEcho(int maxBytes) implements HttpHandler {
    @Override
    public Admission admit(RequestHead request) {
        return Admission.withBody(maxBytes, false);
    }

    @Override
    public void handle(Exchange exchange) {
        exchange.respond(Response.json(200, exchange.body()));
    }
}
