/** The broker over Redis: {@link dev.parlance.redis.RedisBroker} and how it reaches its Redis, {@link dev.parlance.redis.RedisConfig}. */
@NullMarked
package dev.parlance.redis;

import org.jspecify.annotations.NullMarked;
