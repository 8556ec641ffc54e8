package dev.parlance.websocket.http;

/** Answers the requests of a route. */
@FunctionalInterface
public interface HttpHandler {
    /**
     * Takes a request; on the connection's event loop, so it must not block.
     *
     * @param exchange to be answered with {@link Exchange#respond}, now or later
     */
    void handle(Exchange exchange);

    /**
     * Looks at a request before anything of its body is read, so that nothing is kept for one that leads nowhere; on the connection's event loop.
     *
     * @param request the head
     * @return what becomes of it; without a body if this is not overridden
     */
    default Admission admit(RequestHead request) {
        return Admission.withoutBody();
    }
}
