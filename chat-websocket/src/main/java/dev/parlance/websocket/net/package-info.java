/** The port, its I/O threads (event loops) and the sockets on them; knows no protocol. */
@NullMarked
package dev.parlance.websocket.net;

import org.jspecify.annotations.NullMarked;
