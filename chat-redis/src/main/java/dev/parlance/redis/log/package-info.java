/** A room's log in Redis: writing and reading it, each in one script, and what its entries are made of. */
@NullMarked
package dev.parlance.redis.log;

import org.jspecify.annotations.NullMarked;
