/**
 * Attacks on a server by a stranger, while honest people talk over it. {@link dev.parlance.examples.bench.attack.Attacks} is the program.
 *
 * <p>Four processes: the program with the honest people, the server, the {@link dev.parlance.examples.bench.attack.Attacker}, and the
 * {@link dev.parlance.examples.bench.attack.Sink} that the same attack is put on to tell what it costs the machine alone. In each, what touches sockets happens on
 * the thread of their {@link dev.parlance.examples.bench.attack.SocketLoop}.
 */
@NullMarked
package dev.parlance.examples.bench.attack;

import org.jspecify.annotations.NullMarked;
