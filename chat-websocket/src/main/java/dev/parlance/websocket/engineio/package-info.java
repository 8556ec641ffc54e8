/**
 * Engine.IO 4: sessions over long-polling and WebSocket, the upgrade from one to the other, heartbeats. Knows nothing of what is said over them; a
 * {@link dev.parlance.websocket.engineio.EngineIoApplication} does.
 */
@NullMarked
package dev.parlance.websocket.engineio;

import org.jspecify.annotations.NullMarked;
