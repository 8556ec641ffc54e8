/** Commands, events and answers of the chat as JSON, without the envelope that a protocol puts around them. */
@NullMarked
package dev.parlance.websocket.json;

import org.jspecify.annotations.NullMarked;
