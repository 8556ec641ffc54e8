/**
 * One room while someone of this node is in it: who is there over all nodes, whose sessions are here, who types, what its members are told, and when the
 * broker is asked to tell of it.
 *
 * <p>Not exported. What is public here is so for the packages above: sessions, commands and the node.
 */
@NullMarked
package dev.parlance.room;

import org.jspecify.annotations.NullMarked;
