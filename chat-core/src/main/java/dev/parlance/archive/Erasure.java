package dev.parlance.archive;

/**
 * What an archive has forgotten.
 *
 * @param messages how many messages are gone, or are no more than a place without words or name
 * @param reactions how many reactions
 */
public record Erasure(long messages, long reactions) {}
