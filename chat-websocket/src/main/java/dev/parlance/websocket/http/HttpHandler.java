package dev.parlance.websocket.http;

/** Answers the requests of a route. */
@FunctionalInterface
public interface HttpHandler {
    /**
     * Takes a request; on the connection's lane, so it must not block.
     *
     * @param exchange to be answered with {@link Exchange#respond}, now or later
     */
    void handle(Exchange exchange);
}
