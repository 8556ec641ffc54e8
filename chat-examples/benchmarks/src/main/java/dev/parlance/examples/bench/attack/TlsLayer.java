package dev.parlance.examples.bench.attack;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;

/** The encryption of one socket. No session is resumed: each handshake is a whole one. */
final class TlsLayer {
    private static final byte[] NOTHING = {};

    private final SocketLoop loop;
    private final RawSocket socket;
    private final SSLEngine engine;
    private byte[] kept = NOTHING;
    private boolean open;

    TlsLayer(SocketLoop loop, RawSocket socket, SSLContext context, boolean client) {
        this.loop = loop;
        this.socket = socket;
        this.engine = context.createSSLEngine();
        engine.setUseClientMode(client);
    }

    void begin() throws IOException {
        engine.beginHandshake();
        advance();
    }

    /** The beginning of a record that came last time. */
    void putKept(ByteBuffer in) {
        in.put(kept);
        kept = NOTHING;
    }

    void received(ByteBuffer in) throws IOException {
        boolean more = true;
        while (more && in.hasRemaining() && !socket.isClosed()) {
            SSLEngineResult result = engine.unwrap(in, loop.plain.clear());
            socket.heard(loop.plainBytes, loop.plain.position());
            more = switch (result.getStatus()) {
                case OK -> result.bytesConsumed() > 0 || engine.getHandshakeStatus() != result.getHandshakeStatus();
                case BUFFER_UNDERFLOW -> false;
                case BUFFER_OVERFLOW -> throw new IOException("a record is longer than TLS allows");
                case CLOSED -> throw new EOFException("the peer closed it");
            };
            more |= advance();
        }
        kept = new byte[in.remaining()];
        in.get(kept);
    }

    void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            wrap(bytes);
        }
    }

    /** Does what the handshake wants of this end; returns whether it wanted something. */
    private boolean advance() throws IOException {
        boolean wanted = false;
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> {
                    for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                        task.run();
                    }
                    wanted = true;
                }
                case NEED_WRAP -> {
                    wrap(ByteBuffer.allocate(0));
                    wanted = true;
                }
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    return wanted;
                }
                case NOT_HANDSHAKING, FINISHED -> {
                    if (!open) {
                        open = true;
                        socket.opened();
                    }
                    return wanted;
                }
            }
        }
    }

    private void wrap(ByteBuffer bytes) throws IOException {
        SSLEngineResult result = engine.wrap(bytes, loop.encrypted.clear());
        socket.push(loop.encrypted.flip());
        if (result.getStatus() != SSLEngineResult.Status.OK) {
            throw new EOFException("TLS has ended: " + result.getStatus());
        }
    }
}
