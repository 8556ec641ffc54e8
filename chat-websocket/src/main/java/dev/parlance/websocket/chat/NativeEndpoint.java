package dev.parlance.websocket.chat;

import dev.parlance.ChatEngine;
import dev.parlance.protocol.Framing;
import dev.parlance.protocol.NativeProtocol;
import dev.parlance.transport.ChatConnection;
import dev.parlance.transport.ChatSession;
import dev.parlance.transport.CloseReason;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FrameBatch;
import dev.parlance.transport.FrameEncoder;
import dev.parlance.websocket.address.AddressAccount;
import dev.parlance.websocket.address.Refusal;
import dev.parlance.websocket.http.RequestHead;
import dev.parlance.websocket.rfc6455.EndpointFactory;
import dev.parlance.websocket.rfc6455.Frames;
import dev.parlance.websocket.rfc6455.WebSocketConnection;
import dev.parlance.websocket.rfc6455.WebSocketEndpoint;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A client of the native protocol: its WebSocket connection on one side, its chat session on the other. */
public final class NativeEndpoint implements WebSocketEndpoint, ChatConnection {
    private static final int UNSUPPORTED_DATA = 1003;

    private final WebSocketConnection connection;
    private final ChatEngine engine;
    private final FrameEncoder encoder;
    private final OpenSession session = new OpenSession();
    private final AddressAccount account;
    private @Nullable RequestHead request;

    private NativeEndpoint(
            WebSocketConnection connection, RequestHead request, ChatEngine engine, FrameEncoder encoder) {
        this.connection = connection;
        this.engine = engine;
        this.encoder = encoder;
        this.account = request.account();
        this.request = request;
    }

    /**
     * Makes the endpoints of an engine, which share one encoder.
     *
     * @param engine the chat
     * @return what opens them
     */
    public static EndpointFactory factory(ChatEngine engine) {
        FrameEncoder encoder = NativeProtocol.encoder(new TextFrames());
        return (connection, request) -> new NativeEndpoint(connection, request, engine, encoder);
    }

    @Override
    public void onOpen() {
        Map<String, String> attributes = request == null ? Map.of() : ConnectionAttributes.of(request);
        request = null; // not to be held as long as the connection lives
        session.open(engine, this, attributes);
    }

    @Override
    public void onText(String text) {
        ChatSession opened = session.get();
        if (opened != null) {
            NativeProtocol.receive(text, opened);
        }
    }

    @Override
    public void onBinary(ByteBuffer data) {
        connection.close(UNSUPPORTED_DATA, "this protocol has text messages only");
    }

    @Override
    public void onCaughtUp() {
        session.caughtUp();
    }

    @Override
    public void onWritable() {
        session.writable();
    }

    @Override
    public void onSlowConsumer() {
        session.slowConsumer();
    }

    @Override
    public void onClose(int code) {
        session.end();
    }

    @Override
    public FrameEncoder encoder() {
        return encoder;
    }

    @Override
    public Executor lane() {
        return connection.loop();
    }

    @Override
    public boolean isWritable() {
        return connection.isWritable();
    }

    @Override
    public Duration heldUp() {
        return connection.heldUp();
    }

    @Override
    public void send(EncodedFrame frame) {
        connection.send(frame);
    }

    @Override
    public void send(FrameBatch batch) {
        connection.send(batch);
    }

    @Override
    public void authenticated() {
        connection.known();
    }

    @Override
    public Optional<Duration> loginDelay() {
        return Optional.ofNullable(account.login()).map(Refusal::retryAfter);
    }

    @Override
    public void loginFailed() {
        account.loginFailed();
    }

    @Override
    public void close(CloseReason reason) {
        connection.close(reason.code(), reason.text());
    }

    @Override
    public void close(CloseReason reason, String words) {
        connection.close(reason.code(), words);
    }

    private static final class TextFrames implements Framing {
        @Override
        public byte[] frame(byte[] payload, int length) {
            return Frames.textBytes(payload, length);
        }

        @Override
        public byte[] header(int length) {
            return Frames.textHeader(length);
        }
    }
}
