package dev.parlance.websocket.http;

import org.jspecify.annotations.Nullable;

/** What becomes of a request whose body has yet to be read. Immutable. */
public final class Admission {
    private static final Admission WITHIN_SESSION = new Admission(null, 0, 0, false, false);
    private static final Admission WITHOUT_BODY = new Admission(null, 0, 0, false, true);

    private final @Nullable Response refusal;
    private final int maxBodyBytes;
    private final long maxStreamedBytes;
    private final boolean known;
    private final boolean counted;

    private Admission(
            @Nullable Response refusal, int maxBodyBytes, long maxStreamedBytes, boolean known, boolean counted) {
        this.refusal = refusal;
        this.maxBodyBytes = maxBodyBytes;
        this.maxStreamedBytes = maxStreamedBytes;
        this.known = known;
        this.counted = counted;
    }

    /**
     * The request is handled without a body: one that comes all the same is passed over.
     *
     * @return always the same
     */
    public static Admission withoutBody() {
        return WITHOUT_BODY;
    }

    /**
     * The request is handled without a body, and belongs to a session that has bounds of its own: it does not count as a plain one of its address.
     *
     * @return always the same
     */
    public static Admission withinSession() {
        return WITHIN_SESSION;
    }

    /**
     * The request is handled when its body has come, and belongs to a session that has bounds of its own: it does not count as a plain one of its address.
     *
     * @param maxBytes the longest body
     * @param known whether it comes from someone who has proved who it is; bodies of strangers give way first
     * @return what to do
     */
    public static Admission withBody(int maxBytes, boolean known) {
        return new Admission(null, maxBytes, 0, known, false);
    }

    /**
     * The request is handled at once, and its body read while it comes ({@link Exchange#stream}).
     *
     * @param maxBytes the longest body
     * @return what to do
     */
    public static Admission streamed(long maxBytes) {
        return new Admission(null, 0, maxBytes, false, true);
    }

    /**
     * The request is answered at once; its body is never kept.
     *
     * @param refusal the answer
     * @return what to do
     */
    public static Admission refused(Response refusal) {
        return new Admission(refusal, 0, 0, false, true);
    }

    @Nullable
    Response refusal() {
        return refusal;
    }

    /** Whether it counts as a plain request of its address. */
    boolean isCounted() {
        return counted;
    }

    int maxBodyBytes() {
        return maxBodyBytes;
    }

    /** 0 if it is not read while it comes. */
    long maxStreamedBytes() {
        return maxStreamedBytes;
    }

    boolean isKnown() {
        return known;
    }
}
