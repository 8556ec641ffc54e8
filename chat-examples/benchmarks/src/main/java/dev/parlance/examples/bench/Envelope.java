package dev.parlance.examples.bench;

/** What stands before and behind the text in a request to say something in one room; shared by the clients of that room. */
@SuppressWarnings("ArrayRecordComponent") // never compared, and shared on purpose
record Envelope(byte[] before, byte[] after) {}
