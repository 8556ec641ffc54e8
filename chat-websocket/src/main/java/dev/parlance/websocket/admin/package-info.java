/** The interface for operators and the host's backends: HTTP on a port of its own. {@code docs/ADMIN.md} says how it is opened and used. */
@NullMarked
package dev.parlance.websocket.admin;

import org.jspecify.annotations.NullMarked;
