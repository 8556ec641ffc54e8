/** Small values with a time to live. */
@NullMarked
package dev.parlance.redis.state;

import org.jspecify.annotations.NullMarked;
