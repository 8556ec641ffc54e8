/** What is kept of users, whatever room they are in: how far they have read, where they were mentioned, what they are called. */
@NullMarked
package dev.parlance.redis.user;

import org.jspecify.annotations.NullMarked;
