/** What was said is kept for good: a store of messages behind the logs of all rooms, and what reads from both as from one. */
@NullMarked
package dev.parlance.archive;

import org.jspecify.annotations.NullMarked;
