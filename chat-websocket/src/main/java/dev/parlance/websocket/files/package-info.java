/** Files over HTTP: how they come in, as parts of forms or as they are, and how they go out again, in ranges and without harm. */
@NullMarked
package dev.parlance.websocket.files;

import org.jspecify.annotations.NullMarked;
