package dev.parlance.protocol;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.parlance.ChatEngine;
import dev.parlance.transport.ChatConnection;
import dev.parlance.transport.ChatSession;
import dev.parlance.transport.CloseReason;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FrameEncoder;
import dev.parlance.transport.FramePriority;
import dev.parlance.transport.Outbox;
import dev.parlance.transport.SerialLane;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** One client of a transport of one's own: the native protocol over a plain socket, a text a line. */
final class LineConnection implements ChatConnection {
    private static final FrameEncoder ENCODER = NativeProtocol.encoder();

    private final Socket socket;
    private final SerialLane lane;
    private final SerialLane writer; // writing to a socket blocks, and nobody else may wait for that
    private final Outbox outbox = new Outbox(1024 * 1024);
    private ChatSession session;
    private boolean writing;
    private boolean closing;

    LineConnection(Socket socket, Executor threads) {
        this.socket = socket;
        this.lane = new SerialLane(threads);
        this.writer = new SerialLane(threads);
    }

    void serve(ChatEngine engine) throws IOException {
        Map<String, String> attributes =
                Map.of("remoteAddress", socket.getInetAddress().getHostAddress());
        lane.execute(() -> session = engine.open(this, attributes));
        socket.setSoTimeout(60_000); // who says nothing for a minute is gone
        try (InputStream in = new BufferedInputStream(socket.getInputStream())) {
            while (true) {
                String line = readLine(in);
                lane.execute(() -> NativeProtocol.receive(line, session));
            }
        } finally {
            lane.execute(this::end);
        }
    }

    private static String readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0 || line.size() == 64 * 1024) {
                throw new EOFException();
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8);
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
        return !writing;
    }

    @Override
    public void send(EncodedFrame frame) {
        if (closing) {
            return;
        }
        if (!writing) {
            write(frame);
        } else if (!outbox.add(frame)) {
            end(); // a slow consumer
        }
    }

    private void write(EncodedFrame frame) {
        writing = true;
        writer.execute(() -> {
            try {
                socket.getOutputStream().write((frame.text() + "\n").getBytes(StandardCharsets.UTF_8));
                lane.execute(this::written);
            } catch (IOException e) {
                lane.execute(this::end);
            }
        });
    }

    private void written() {
        writing = false;
        if (!outbox.isEmpty()) {
            write(outbox.poll());
        } else if (closing) {
            end();
        } else {
            if (outbox.takeCaughtUp()) {
                session.caughtUp();
            }
            session.writable();
        }
    }

    @Override
    public void close(CloseReason reason) {
        byte[] goodbye = ("{\"close\":" + reason.code() + "}").getBytes(StandardCharsets.UTF_8);
        send(new EncodedFrame(goodbye, 0, FramePriority.ESSENTIAL));
        closing = true;
        CompletableFuture.delayedExecutor(5, SECONDS, lane)
                .execute(this::end); // who does not read it is not waited for
    }

    private void end() {
        closing = true;
        try {
            socket.close();
        } catch (IOException e) {
            // then it was closed already
        }
        session.disconnected();
    }
}
