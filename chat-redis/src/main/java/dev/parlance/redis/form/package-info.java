/** Messages, users and signals as bytes and back, as they lie in Redis and go from node to node. */
@NullMarked
package dev.parlance.redis.form;

import org.jspecify.annotations.NullMarked;
