package dev.parlance.websocket.http;

import dev.parlance.websocket.address.AddressAccounts;
import java.time.Duration;

/**
 * Bounds of HTTP connections. The deadlines are total: a byte a second does not move them.
 *
 * @param router what answers
 * @param origins which pages may ask
 * @param edge what holds for every request and answer
 * @param addresses what each address may do
 * @param refusals who hears of what no handler gets
 * @param headTimeout for a request's head, from its first byte or from the connection's start
 * @param bodyTimeout for a request's body
 * @param idleTimeout between requests
 */
public record HttpSettings(
        Router router,
        Origins origins,
        Edge edge,
        AddressAccounts addresses,
        RefusalListener refusals,
        Duration headTimeout,
        Duration bodyTimeout,
        Duration idleTimeout) {
    /** The longest head of a request, in bytes. */
    public static final int MAX_HEAD_BYTES = 8 * 1024;

    /**
     * With 10 s for the head, 10 s for the body, and 30 s between requests; nobody hears of refusals.
     *
     * @param router what answers
     * @param origins which pages may ask
     * @param edge what holds for every request and answer
     * @param addresses what each address may do
     */
    public HttpSettings(Router router, Origins origins, Edge edge, AddressAccounts addresses) {
        this(router, origins, edge, addresses, RefusalListener.NOBODY);
    }

    /**
     * The same, and somebody hears of refusals.
     *
     * @param router what answers
     * @param origins which pages may ask
     * @param edge what holds for every request and answer
     * @param addresses what each address may do
     * @param refusals who hears of what no handler gets
     */
    public HttpSettings(
            Router router, Origins origins, Edge edge, AddressAccounts addresses, RefusalListener refusals) {
        this(
                router,
                origins,
                edge,
                addresses,
                refusals,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30));
    }
}
