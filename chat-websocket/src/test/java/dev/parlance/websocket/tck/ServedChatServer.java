package dev.parlance.websocket.tck;

import dev.parlance.ChatEngine;
import dev.parlance.tck.transport.ServedTransport;
import dev.parlance.tck.transport.TransportBounds;
import dev.parlance.tck.transport.TransportClient;
import dev.parlance.websocket.ChatServer;
import java.io.IOException;

/** A server of ours, and how to be its client by one of its protocols. */
final class ServedChatServer implements ServedTransport {
    /** Connects to a port. */
    interface Protocol {
        TransportClient connect(int port) throws IOException;
    }

    private static final int MAX_FRAME_BYTES = 64 * 1024;
    private static final int MAX_SOCKET_IO_BYTES = 1_000_000;

    private final ChatServer server;
    private final Protocol protocol;
    private final int maxRequestBytes;

    static ServedTransport byNativeProtocol(ChatEngine engine, TransportBounds bounds) throws IOException {
        return new ServedChatServer(engine, bounds, MAX_FRAME_BYTES, port -> new NativeClient(port, "/ws"));
    }

    static ServedTransport bySocketIo(ChatEngine engine, TransportBounds bounds, Protocol protocol) throws IOException {
        return new ServedChatServer(engine, bounds, MAX_SOCKET_IO_BYTES, protocol);
    }

    private ServedChatServer(ChatEngine engine, TransportBounds bounds, int maxRequestBytes, Protocol protocol)
            throws IOException {
        this.server = ChatServer.builder(engine)
                .host("127.0.0.1")
                .port(0)
                .ioThreads(2)
                .outboxBytes(bounds.outboxBytes())
                .maxFrameBytes(MAX_FRAME_BYTES)
                .pingInterval(bounds.idleTimeout().dividedBy(4))
                .idleTimeout(bounds.idleTimeout())
                .build()
                .start();
        this.protocol = protocol;
        this.maxRequestBytes = maxRequestBytes;
    }

    @Override
    public TransportClient connect() throws IOException {
        return protocol.connect(server.address().getPort());
    }

    @Override
    public int connections() {
        return server.connectionCount();
    }

    @Override
    public int maxRequestBytes() {
        return maxRequestBytes;
    }

    @Override
    public void close() {
        server.stop();
    }
}
