package dev.parlance.transport;

/**
 * Turns events and answers into a protocol's frames. Connections that share an encoder (the same object) share encoded events. Safe for use by
 * many threads.
 *
 * <p>An event that cannot be encoded is missed by the connections of this encoder alone, and they are told of a gap; an answer is told as a fault of the
 * server. An encoder that cannot say that either has its connections closed with {@link CloseReason#SERVER_FAULT}.
 */
public interface FrameEncoder {
    /**
     * Encodes an event; called once for all connections that share this encoder.
     *
     * @param event what happened
     * @return its frame, made of the event
     */
    EventFrame event(ServerEvent event);

    /**
     * Encodes an answer.
     *
     * @param requestId which request it answers, as given to {@link ChatSession#receive}
     * @param reply the answer
     * @return its frame, made of the id
     */
    AnswerFrame reply(long requestId, ServerReply reply);
}
