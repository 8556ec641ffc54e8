/** The native protocol at /ws, and the chat's REST interface. */
@NullMarked
package dev.parlance.websocket.chat;

import org.jspecify.annotations.NullMarked;
