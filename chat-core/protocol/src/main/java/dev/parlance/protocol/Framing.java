package dev.parlance.protocol;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a transport puts around a text before it goes out, so that a frame is made with one copy. Safe for use by many threads. */
@FunctionalInterface
public interface Framing {
    /** No frame at all: for servers that make frames of texts themselves. */
    Framing NONE = Arrays::copyOf;

    /**
     * Makes a frame.
     *
     * @param payload an array that begins with the text in UTF-8; the caller's, to be copied within this call
     * @param length how many bytes the text has, 1 or more
     * @return an array of its own: a header of any length, and the text up to its end
     */
    byte[] frame(byte[] payload, int length);

    /**
     * Makes what stands before a long text that is made while it is sent.
     *
     * @param length how many bytes the text has
     * @return the header that {@link #frame} would put before such a text, or null if texts are only sent whole
     */
    default byte @Nullable [] header(int length) {
        return null;
    }
}
