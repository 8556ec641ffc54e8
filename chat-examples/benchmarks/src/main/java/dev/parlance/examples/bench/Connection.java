package dev.parlance.examples.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** The client's end of a WebSocket: dials, asks for the upgrade, and hands on texts where they lie in the loop's buffer. */
final class Connection {
    /** What the connection tells; what is made in {@link Loop#out} meanwhile is sent when the call returns. */
    interface Owner {
        void opened();

        void text(byte[] bytes, int from, int to);

        void closed(String why);
    }

    private enum State {
        DIALING,
        UPGRADING,
        OPEN,
        CLOSED
    }

    private static final int MAX_WAITING = 8 << 20;
    private static final byte[] NOTHING = {};
    private static final byte[] SWITCHING = Bytes.of("HTTP/1.1 101");
    private static final byte[] END_OF_HEAD = Bytes.of("\r\n\r\n");

    private final Loop loop;
    private final Owner owner;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final byte[] request;
    private State state = State.DIALING;
    private byte[] kept = NOTHING;
    private int keptLength;
    private @Nullable ByteBuffer waiting;

    Connection(Loop loop, Owner owner, InetSocketAddress server, @Nullable InetAddress source, byte[] request)
            throws IOException {
        this.loop = loop;
        this.owner = owner;
        this.request = request;
        this.channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        if (source != null) {
            channel.bind(new InetSocketAddress(source, 0));
        }
        channel.connect(server);
        this.key = channel.register(loop.selector, SelectionKey.OP_CONNECT, this);
    }

    static byte[] request(String host, int port, String path) {
        return Bytes.of("GET " + path + " HTTP/1.1\r\nHost: " + host + ":" + port
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13"
                + "\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    void ready() {
        try {
            if (state == State.DIALING && key.isConnectable()) {
                channel.finishConnect();
                state = State.UPGRADING;
                key.interestOps(SelectionKey.OP_READ);
                loop.out.raw(request);
                flush();
                return;
            }
            if (key.isWritable()) {
                writeWaiting();
            }
            if (key.isReadable()) {
                read();
            }
        } catch (IOException e) {
            close(String.valueOf(e.getMessage()));
        }
    }

    /** Sends what was made in {@link Loop#out}. */
    void flush() {
        ByteBuffer frames = loop.out.take();
        if (state == State.CLOSED || !frames.hasRemaining()) {
            return;
        }
        try {
            if (waiting == null) {
                channel.write(frames);
            }
            if (frames.hasRemaining()) {
                queue(frames);
            }
        } catch (IOException e) {
            close(String.valueOf(e.getMessage()));
        }
    }

    private void queue(ByteBuffer frames) {
        int before = waiting == null ? 0 : waiting.remaining();
        if (before + frames.remaining() > MAX_WAITING) {
            close("the server does not read: " + before + " bytes wait for it");
            return;
        }
        ByteBuffer all = ByteBuffer.allocate(before + frames.remaining());
        if (waiting != null) {
            all.put(waiting);
        }
        waiting = all.put(frames).flip();
        key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }

    private void writeWaiting() throws IOException {
        if (waiting != null) {
            channel.write(waiting);
            if (waiting.hasRemaining()) {
                return;
            }
            waiting = null;
        }
        key.interestOps(SelectionKey.OP_READ);
    }

    private void read() throws IOException {
        ByteBuffer free = loop.behind(kept, keptLength);
        int count = channel.read(free);
        if (count < 0) {
            close("the server closed the connection");
            return;
        }
        loop.clock();
        loop.bytesIn += count;
        int end = free.position();
        int done = 0;
        if (state == State.UPGRADING) {
            done = upgraded(end);
        }
        while (state == State.OPEN && loop.frame.read(loop.in, done, end)) {
            done = loop.frame.to;
            take(loop.frame);
        }
        keptLength = end - done;
        kept = loop.keep(kept, done, end);
        if (!loop.out.isEmpty()) {
            flush();
        }
    }

    /** Returns where the head of the answer ends, or 0 if it is not there yet. */
    private int upgraded(int end) {
        int head = Bytes.indexOf(loop.in, 0, end, END_OF_HEAD);
        if (head < 0) {
            return 0;
        }
        if (!Bytes.startsWith(loop.in, 0, end, SWITCHING)) {
            throw new LoadException("the server did not upgrade to WebSocket: " + Bytes.excerpt(loop.in, 0, end));
        }
        state = State.OPEN;
        owner.opened();
        return head + END_OF_HEAD.length;
    }

    private void take(Frame frame) {
        switch (frame.opcode) {
            case Frame.TEXT, Frame.CONTINUATION -> owner.text(loop.in, frame.from, frame.to);
            case Frame.PING -> loop.out.pong(loop.in, frame.from, frame.to);
            case Frame.CLOSE -> close(reason(frame));
            default -> {} // a pong, which is news to nobody
        }
    }

    private String reason(Frame frame) {
        if (frame.to - frame.from < 2) {
            return "the server closed the connection";
        }
        int code = (loop.in[frame.from] & 0xff) << 8 | (loop.in[frame.from + 1] & 0xff);
        return "the server closed the connection: " + code + " " + Bytes.excerpt(loop.in, frame.from + 2, frame.to);
    }

    private void close(String why) {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        waiting = null;
        kept = NOTHING;
        try {
            channel.close();
        } catch (IOException e) {
            // gone is gone
        }
        owner.closed(why);
    }
}
