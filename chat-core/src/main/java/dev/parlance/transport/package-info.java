/**
 * The border to a transport. The adapter implements {@link dev.parlance.transport.ChatConnection} and
 * {@link dev.parlance.transport.FrameEncoder}; the engine gives it a {@link dev.parlance.transport.ChatSession}. What each side owes the other stands, numbered, at
 * {@code ChatConnection}.
 *
 * <p>Everything on this border happens on the connection's lane: an executor that runs one task at a time, in order. Connections that share an
 * I/O thread share a lane, and a message then crosses to that thread once, however many of its connections get it.
 */
@NullMarked
package dev.parlance.transport;

import org.jspecify.annotations.NullMarked;
