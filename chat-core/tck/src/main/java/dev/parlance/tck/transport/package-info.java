/**
 * The contract of a transport, {@link dev.parlance.transport.ChatConnection} and {@link dev.parlance.transport.ChatSession}, as tests with numbers: extend
 * {@link dev.parlance.tck.transport.TransportTck}.
 */
@org.jspecify.annotations.NullMarked
package dev.parlance.tck.transport;
