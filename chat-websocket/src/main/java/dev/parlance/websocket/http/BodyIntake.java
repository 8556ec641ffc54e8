package dev.parlance.websocket.http;

import org.apache.hc.core5.http.HttpException;
import org.jspecify.annotations.Nullable;

/** What becomes of the bodies of a connection's requests: one that is wanted is kept until it has all come, others are passed over. For the event loop only. */
final class BodyIntake {
    private static final int MAX_PASSED_OVER = 64 * 1024;

    private @Nullable BodyReader wanted;
    private @Nullable BodyReader unwanted;
    private @Nullable BodyReader streamed;

    /** A body of so many bytes is to come, or {@link HttpCodec#CHUNKED}. */
    void want(long announced, int most) {
        wanted = announced == HttpCodec.CHUNKED ? new ChunkedBody(most, true) : new FixedBody((int) announced, true);
    }

    /** A body is to come that is handled piece by piece. */
    void stream(long announced, long most) {
        streamed = announced == HttpCodec.CHUNKED ? new ChunkedBody(most, true) : new FixedBody(announced, true);
    }

    /** Gives a piece of it; true if it was the last. */
    boolean give(RequestBytes received, BodyStream to) throws HttpException {
        BodyReader coming = streamed;
        if (coming == null) {
            return true;
        }
        boolean whole = coming.read(received);
        if (whole) {
            streamed = null;
        }
        to.give(coming.drain());
        return whole;
    }

    /** A body is to come that nobody wants; false if it would take too long to pass it over. */
    boolean passOver(long announced) {
        if (announced > MAX_PASSED_OVER) {
            return false;
        }
        unwanted = announced == HttpCodec.CHUNKED
                ? new ChunkedBody(MAX_PASSED_OVER, false)
                : new FixedBody((int) announced, false);
        return true;
    }

    /** The wanted body once it has all come, until then null. */
    byte @Nullable [] take(RequestBytes received) throws HttpException {
        BodyReader coming = wanted;
        if (coming == null || !coming.read(received)) {
            return null;
        }
        wanted = null;
        return coming.bytes();
    }

    /** Whether nothing unwanted is left before the next request. Throws if it cannot be told where that begins. */
    boolean isPassedOver(RequestBytes received) throws HttpException {
        BodyReader over = unwanted;
        if (over != null) {
            try {
                if (over.read(received)) {
                    unwanted = null;
                }
            } catch (HttpException e) {
                unwanted = null;
                throw e;
            }
        }
        return unwanted == null;
    }

    /** How much is allocated for what has come. */
    int capacity() {
        BodyReader coming = wanted;
        return coming == null ? 0 : coming.capacity();
    }

    void forget() {
        wanted = null;
        streamed = null;
    }
}
