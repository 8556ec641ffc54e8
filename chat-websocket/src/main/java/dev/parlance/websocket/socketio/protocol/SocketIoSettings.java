package dev.parlance.websocket.socketio.protocol;

import java.time.Duration;

/**
 * Times and bounds of Socket.IO connections.
 *
 * @param connectTimeout how long a connection may be in no namespace
 * @param attachmentTimeout how long all attachments of one packet may take
 * @param maxAttachments how many attachments one packet may have
 * @param maxAttachmentBytes how long they may be together
 * @param maxRefusals how often a connection may be refused in all its namespaces together; with the last it is closed
 */
public record SocketIoSettings(
        Duration connectTimeout,
        Duration attachmentTimeout,
        int maxAttachments,
        int maxAttachmentBytes,
        int maxRefusals) {

    /** 45 s to connect to a namespace, as the reference server has it; 10 attachments of 1 MB together within 45 s; 5 refusals. */
    public static final SocketIoSettings DEFAULT =
            new SocketIoSettings(Duration.ofSeconds(45), Duration.ofSeconds(45), 10, 1_000_000, 5);

    /**
     * The same with another time to connect.
     *
     * @param timeout how long a connection may be in no namespace
     * @return a copy
     */
    public SocketIoSettings withConnectTimeout(Duration timeout) {
        return new SocketIoSettings(timeout, attachmentTimeout, maxAttachments, maxAttachmentBytes, maxRefusals);
    }

    /**
     * The same with another number of refusals.
     *
     * @param most how often a connection may be refused in all its namespaces together
     * @return a copy
     */
    public SocketIoSettings withMaxRefusals(int most) {
        return new SocketIoSettings(connectTimeout, attachmentTimeout, maxAttachments, maxAttachmentBytes, most);
    }
}
