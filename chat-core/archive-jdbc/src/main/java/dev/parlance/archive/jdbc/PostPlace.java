package dev.parlance.archive.jdbc;

/**
 * Where a post stands, in numbers.
 *
 * @param roomKey in which room
 * @param ordinal in which epoch
 * @param post its offset there
 */
record PostPlace(long roomKey, int ordinal, long post) {}
