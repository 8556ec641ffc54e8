package dev.parlance.websocket.jakarta;

import dev.parlance.ChatEngine;
import dev.parlance.protocol.NativeProtocol;
import dev.parlance.transport.ChatConnection;
import dev.parlance.transport.ChatSession;
import dev.parlance.transport.CloseReason;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FrameEncoder;
import dev.parlance.transport.Outbox;
import dev.parlance.transport.SerialLane;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.PongMessage;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * The native protocol over Jakarta WebSocket, whoever serves it: all that a transport of a host's own needs. The container's threads come and go; everything here happens
 * on the connection's lane, and so nothing is locked.
 */
final class JakartaConnection extends Endpoint implements ChatConnection {
    private static final FrameEncoder ENCODER = NativeProtocol.encoder();

    private final ChatEngine engine;
    private final Map<String, String> attributes;
    private final Outbox outbox;
    private final Executor executor;
    private final SerialLane lane;
    private Session socket;
    private volatile ChatSession session;
    private CloseReason closing;
    private String words = "";
    private boolean sending;
    /** Who is within the call that hands a frame over. */
    private volatile Thread writing;

    private volatile boolean ended;
    private long heard;

    JakartaConnection(ChatEngine engine, Map<String, String> attributes, int outboxBytes, Executor executor) {
        this.engine = engine;
        this.attributes = attributes;
        this.outbox = new Outbox(outboxBytes);
        this.executor = executor;
        this.lane = new SerialLane(executor);
    }

    @Override
    public void onOpen(Session opened, EndpointConfig config) {
        lane.execute(() -> {
            if (ended) {
                return; // a stop has overtaken the handshake
            }
            socket = opened;
            heard = System.nanoTime();
            session = engine.open(this, attributes);
        });
        opened.addMessageHandler(String.class, text -> lane.execute(() -> received(text)));
        opened.addMessageHandler(PongMessage.class, pong -> lane.execute(() -> heard = System.nanoTime()));
    }

    private void received(String text) {
        heard = System.nanoTime();
        if (!ended) {
            NativeProtocol.receive(text, session);
        }
    }

    @Override
    public void onClose(Session closed, jakarta.websocket.CloseReason reason) {
        gone();
    }

    /** The container has closed it, or has ended without a word to it. */
    void gone() {
        lane.execute(this::end);
    }

    @Override
    public FrameEncoder encoder() {
        return ENCODER;
    }

    @Override
    public Executor lane() {
        return lane;
    }

    @Override
    public boolean isWritable() {
        return !sending;
    }

    @Override
    public void send(EncodedFrame frame) {
        if (closing != null || ended) {
            return;
        }
        if (!sending) {
            write(frame);
        } else if (!outbox.add(frame)) {
            outbox.clear();
            finish(CloseReason.SLOW_CONSUMER);
        }
    }

    /**
     * Hands one frame to the container, which takes the next when it has written this: within the call, or later on whichever thread. That may be this one again, if the lane
     * borrows the container's threads: only within the call it is on the lane.
     */
    private void write(EncodedFrame frame) {
        sending = true;
        writing = Thread.currentThread();
        try {
            socket.getAsyncRemote().sendText(frame.text(), result -> {
                // a thread that is not within the call sees another value than itself, so no race matters
                if (writing == Thread.currentThread()) {
                    written(result);
                } else {
                    lane.execute(() -> {
                        written(result);
                        goOn();
                    });
                }
            });
        } finally {
            writing = null;
        }
    }

    private void written(SendResult result) {
        sending = false;
        heard = System.nanoTime();
        if (!result.isOK()) {
            end();
        }
    }

    private void goOn() {
        while (!sending && !ended && !outbox.isEmpty()) {
            write(outbox.poll());
        }
        if (sending || ended) {
            return;
        }
        if (outbox.takeCaughtUp()) {
            session.caughtUp();
        }
        session.writable();
        if (closing != null && !sending) {
            finish(closing);
        }
    }

    @Override
    public void close(CloseReason reason) {
        if (closing == null) {
            closing = reason;
            goOn();
        }
    }

    @Override
    public void close(CloseReason reason, String said) {
        if (closing == null) {
            words = said;
            close(reason);
        }
    }

    /** Says goodbye on another thread, since containers block for that. */
    private void finish(CloseReason reason) {
        closing = reason;
        String text = words.isEmpty() ? reason.text() : words;
        executor.execute(() -> {
            try {
                socket.close(new jakarta.websocket.CloseReason(CloseCodes.getCloseCode(reason.code()), text));
            } catch (IOException e) {
                // it has gone already
            }
        });
        end();
    }

    private void end() {
        if (!ended) {
            ended = true;
            if (session != null) {
                session.disconnected();
            }
        }
    }

    /** Asks whether the peer is still there; to be called some times within the time that it may be silent. */
    void look(Duration idleTimeout) {
        lane.execute(() -> {
            if (session == null || ended) {
                return;
            }
            if (System.nanoTime() - heard > idleTimeout.toNanos()) {
                finish(CloseReason.TIMED_OUT);
            } else if (!sending) {
                ping();
            }
        });
    }

    /** On another thread, since containers block for that; what is sent meanwhile waits as it does behind a frame. */
    private void ping() {
        executor.execute(() -> {
            boolean sent = sendPing();
            lane.execute(() -> {
                sending = false;
                if (sent) {
                    goOn();
                } else {
                    end();
                }
            });
        });
        sending = true;
    }

    private boolean sendPing() {
        try {
            socket.getBasicRemote().sendPing(ByteBuffer.allocate(0));
            return true;
        } catch (IOException | IllegalStateException e) {
            return false; // it has gone
        }
    }

    /** Whether it has a session; one whose handshake the end of the server overtook never gets any. Any thread. */
    boolean isOpen() {
        return session != null && !ended;
    }

    boolean hasEnded() {
        return ended;
    }
}
