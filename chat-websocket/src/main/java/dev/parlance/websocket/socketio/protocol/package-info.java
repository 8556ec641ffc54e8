/**
 * Socket.IO 5 over Engine.IO: packets, namespaces, acknowledgements, binary attachments. Knows nothing of what namespaces are for; a
 * {@link dev.parlance.websocket.socketio.protocol.NamespaceHandler} does.
 */
@NullMarked
package dev.parlance.websocket.socketio.protocol;

import org.jspecify.annotations.NullMarked;
