package dev.parlance.transport;

/**
 * Turns events and answers into a protocol's frames. Connections that share an encoder (the same object) share encoded events. Safe for use by
 * many threads.
 */
public interface FrameEncoder {
    /**
     * Encodes an event; called once for all connections that share this encoder.
     *
     * @param event what happened
     * @return its frame, with the event's {@link ServerEvent#priority()}
     */
    EncodedFrame event(ServerEvent event);

    /**
     * Encodes an answer.
     *
     * @param requestId which request it answers, as given to {@link ChatSession#receive}
     * @param reply the answer
     * @return its frame
     */
    EncodedFrame reply(long requestId, ServerReply reply);
}
