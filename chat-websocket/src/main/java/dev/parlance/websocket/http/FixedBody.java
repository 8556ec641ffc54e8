package dev.parlance.websocket.http;

/** A body whose length was said before (RFC 9112, section 6.2). */
final class FixedBody extends BodyReader {
    private final int announced;
    private int left;

    FixedBody(int announced, boolean keeps) {
        super(keeps);
        this.announced = announced;
        this.left = announced;
    }

    @Override
    boolean read(RequestBytes from) {
        int count = Math.min(left, from.length());
        keep(from, count, announced);
        left -= count;
        return left == 0;
    }
}
