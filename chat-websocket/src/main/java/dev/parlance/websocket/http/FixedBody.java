package dev.parlance.websocket.http;

/** A body whose length was said before (RFC 9112, section 6.2). */
final class FixedBody extends BodyReader {
    private final int most;
    private long left;

    FixedBody(long announced, boolean keeps) {
        super(keeps);
        this.most = (int) Math.min(announced, Integer.MAX_VALUE);
        this.left = announced;
    }

    @Override
    boolean read(RequestBytes from) {
        int count = (int) Math.min(left, from.length());
        keep(from, count, most);
        left -= count;
        return left == 0;
    }
}
