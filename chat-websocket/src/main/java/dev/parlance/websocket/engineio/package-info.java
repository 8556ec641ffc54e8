/**
 * Engine.IO 4: a server with its sessions, each over long-polling or a WebSocket, the upgrade from one to the other, heartbeats, and a session's end in order. Knows
 * nothing of what is said over them; a {@link dev.parlance.websocket.engineio.EngineIoApplication} does. A session is for its event loop only, also where its
 * WebSocket lives on another one.
 */
@NullMarked
package dev.parlance.websocket.engineio;

import org.jspecify.annotations.NullMarked;
