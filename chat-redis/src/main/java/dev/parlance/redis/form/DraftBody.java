package dev.parlance.redis.form;

/**
 * The body of a message that is posted. Nobody changes it; compared by identity, for a part of it is bytes.
 *
 * @param bytes all of it
 * @param ending how many of them come behind the place where a change says when and where the message was posted
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares it
public record DraftBody(byte[] bytes, int ending) {}
