/**
 * Namespaces of the host's own, beside the chat on one Socket.IO connection: the host implements
 * {@link dev.parlance.websocket.socketio.SocketIoNamespace} and mounts it with {@code ChatServer.Builder.namespace}.
 *
 * <p>What clients send and are sent is plain Java: {@code null}, {@link java.lang.Boolean}, {@link java.lang.String}, {@link java.lang.Number},
 * {@link java.util.List}, {@link java.util.Map} with texts as keys, and {@code byte[]} for binary attachments.
 */
@NullMarked
package dev.parlance.websocket.socketio;

import org.jspecify.annotations.NullMarked;
