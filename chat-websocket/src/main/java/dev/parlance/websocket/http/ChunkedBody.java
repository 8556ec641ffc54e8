package dev.parlance.websocket.http;

import java.io.ByteArrayOutputStream;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ProtocolException;

/**
 * A body in chunks (RFC 9112, section 7.1). Extensions are passed over and trailers are checked and dropped; both are bounded. Stricter than HttpCore's decoder,
 * which takes lines that end with LF alone and signs before a size: another reader may see another end of the body there.
 */
final class ChunkedBody extends BodyReader {
    private static final int MAX_SIZE_DIGITS = 8;

    private enum State {
        SIZE,
        /** White space behind the size. */
        SPACE,
        EXTENSION,
        SIZE_END,
        DATA,
        DATA_CR,
        DATA_LF,
        TRAILER
    }

    private final long maxBytes;
    private final ByteArrayOutputStream trailer = new ByteArrayOutputStream(2);
    private State state = State.SIZE;
    private int digits;
    private long size;
    private long taken;
    private int besides;

    ChunkedBody(long maxBytes, boolean keeps) {
        super(keeps);
        this.maxBytes = maxBytes;
    }

    @Override
    int capacity() {
        return super.capacity() + trailer.size();
    }

    @Override
    boolean read(RequestBytes from) throws HttpException {
        while (from.length() > 0) {
            if (state == State.DATA) {
                int count = (int) Math.min(size, from.length());
                keep(from, count, (int) Math.min(maxBytes, Integer.MAX_VALUE));
                size -= count;
                if (size == 0) {
                    state = State.DATA_CR;
                }
            } else if (state == State.TRAILER) {
                if (endsWithTrailer(from.next())) {
                    return true;
                }
            } else {
                state = frame(from.next());
            }
        }
        return false;
    }

    private State frame(byte b) throws HttpException {
        return switch (state) {
            case SIZE -> size(b);
            case SPACE -> b == ' ' || b == '\t' ? beside(State.SPACE) : extension(b);
            case EXTENSION -> b == '\r' ? State.SIZE_END : beside(require(FieldSyntax.isContent(b), State.EXTENSION));
            case SIZE_END -> require(b == '\n', size > 0 ? State.DATA : State.TRAILER);
            case DATA_CR -> require(b == '\r', State.DATA_LF);
            case DATA_LF -> {
                digits = 0;
                yield require(b == '\n', State.SIZE);
            }
            case DATA, TRAILER -> throw new IllegalStateException("not a byte of the framing");
        };
    }

    private State size(byte b) throws HttpException {
        int digit = b < 0 ? -1 : Character.digit((char) b, 16);
        if (digit >= 0) {
            size = digits == 0 ? digit : size * 16 + digit;
            return require(++digits <= MAX_SIZE_DIGITS, State.SIZE);
        }
        require(digits > 0, State.SIZE);
        taken += size;
        if (taken > maxBytes) {
            throw new BodyTooLongException(maxBytes);
        }
        if (b == '\r') {
            return State.SIZE_END;
        }
        return b == ' ' || b == '\t' ? beside(State.SPACE) : extension(b);
    }

    private State extension(byte b) throws HttpException {
        return beside(require(b == ';', State.EXTENSION));
    }

    private boolean endsWithTrailer(byte b) throws HttpException {
        beside(State.TRAILER);
        trailer.write(b);
        if (b != '\n') {
            return false;
        }
        byte[] lines = trailer.toByteArray();
        int length = lines.length;
        require(length >= 2 && lines[length - 2] == '\r', State.TRAILER);
        boolean ended = length == 2 || (length >= 4 && lines[length - 3] == '\n' && lines[length - 4] == '\r');
        if (ended) {
            FieldSyntax.require(lines, 0, length);
        }
        return ended;
    }

    /** Counts a byte that is no content: as many as a head may have. */
    private State beside(State next) throws HttpException {
        if (++besides > HttpSettings.MAX_HEAD_BYTES) {
            throw new ProtocolException(
                    "what stands beside the content of chunks may have " + HttpSettings.MAX_HEAD_BYTES + " bytes");
        }
        return next;
    }

    private static State require(boolean right, State next) throws HttpException {
        if (!right) {
            throw new ProtocolException("the chunks of the body are malformed");
        }
        return next;
    }
}
