/** Static files over HTTP: read, put together, named by their content, compressed. Made at the start, and immutable from then on. Knows no chat. */
@NullMarked
package dev.parlance.websocket.pages;

import org.jspecify.annotations.NullMarked;
