/** The chat engine: build a {@link dev.parlance.ChatEngine}, hand it connections, and talk to its rooms. */
@NullMarked
package dev.parlance;

import org.jspecify.annotations.NullMarked;
