/**
 * One port: the listener and the gate before it, its event loops, each an I/O thread and what lives on it, the wires, each an accepted socket that some protocol is
 * spoken on, and the budget of what is not complete. Knows no protocol. A class says which thread may touch it, or has no state of its own.
 */
@NullMarked
package dev.parlance.websocket.net;

import org.jspecify.annotations.NullMarked;
