/**
 * What an address may have and do at this node: an account for each, in a table of bounded size, and the networks of the proxies that are believed whom they speak for. Knows no socket
 * and no protocol. Safe for use by many threads, without a lock between connections.
 */
@NullMarked
package dev.parlance.websocket.address;

import org.jspecify.annotations.NullMarked;
