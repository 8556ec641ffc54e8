/**
 * What the host decides: who someone is, who may do what, and what becomes of a message. All of it is asynchronous; a policy that may
 * block (the default assumption) is called on the engine's executor, never on an I/O thread.
 */
@NullMarked
package dev.parlance.policy;

import org.jspecify.annotations.NullMarked;
