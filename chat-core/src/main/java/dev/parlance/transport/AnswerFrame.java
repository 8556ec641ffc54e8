package dev.parlance.transport;

/** An answer as bytes, with the request that it answers. Never shed. */
public final class AnswerFrame extends EncodedFrame {
    private final long requestId;

    /**
     * Wraps an encoded answer.
     *
     * @param bytes header and payload; not copied
     * @param payloadStart where the payload begins, 0 if there is no header
     * @param requestId which request it answers
     */
    public AnswerFrame(byte[] bytes, int payloadStart, long requestId) {
        super(bytes, payloadStart, FramePriority.ESSENTIAL);
        this.requestId = requestId;
    }

    /**
     * Promises a long answer.
     *
     * @param header what stands before it; not copied
     * @param payload the answer
     * @param requestId which request it answers
     */
    public AnswerFrame(byte[] header, LongText payload, long requestId) {
        super(header, payload, FramePriority.ESSENTIAL);
        this.requestId = requestId;
    }

    /**
     * Which request it answers.
     *
     * @return as given to {@link ChatSession#receive}
     */
    public long requestId() {
        return requestId;
    }
}
