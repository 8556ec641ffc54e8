/** What rooms are known for: their records and whom these name. */
@NullMarked
package dev.parlance.redis.room;

import org.jspecify.annotations.NullMarked;
