package dev.parlance.redis.link;

/**
 * A key, under the name that scripts have for it.
 *
 * @param field as the header of a script says it
 * @param name as Redis knows it
 */
public record Key(String field, String name) {}
