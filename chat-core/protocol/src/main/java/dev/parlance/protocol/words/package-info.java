/**
 * The words on the wire: commands, events and answers of the chat as JSON, without the envelope that a protocol puts around them. For our own modules alone,
 * as Jackson shows in it.
 */
@NullMarked
package dev.parlance.protocol.words;

import org.jspecify.annotations.NullMarked;
