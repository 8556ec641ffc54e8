/**
 * What the host decides and gives: who someone is, who may do what, what becomes of a message ({@link dev.parlance.policy.Policy}), what a session may do
 * ({@link dev.parlance.policy.ChatLimits}), what a room is like ({@link dev.parlance.policy.RoomSettings}), and who wants to hear of it
 * ({@link dev.parlance.policy.ChatListener}). Policies are asynchronous; one that may block (the default assumption) is called on the engine's executor,
 * never on an I/O thread.
 */
@NullMarked
package dev.parlance.policy;

import org.jspecify.annotations.NullMarked;
