/**
 * The chat server on one port: {@link dev.parlance.websocket.ChatServer} serves the native WebSocket protocol, the REST interface and static pages to
 * the clients of one {@link dev.parlance.ChatEngine}.
 */
@NullMarked
package dev.parlance.websocket;

import org.jspecify.annotations.NullMarked;
