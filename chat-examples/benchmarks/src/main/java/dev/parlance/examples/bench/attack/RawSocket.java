package dev.parlance.examples.bench.attack;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A socket that never blocks, encrypted or not. What is sent before it is open goes out then. */
final class RawSocket implements SocketLoop.Ready {
    /** What a socket tells. */
    interface Owner {
        void opened();

        void heard(byte[] bytes, int from, int to);

        /** The peer ended it, or it never came to be; not called for {@link #close}. */
        void ended(String why);
    }

    private static final int MAX_WAITING = 1 << 20;

    private final SocketLoop loop;
    private final Owner owner;
    private final SocketChannel channel;
    private final @Nullable TlsLayer tls;
    private final SelectionKey key;
    private ByteBuffer early = ByteBuffer.allocate(0);
    private @Nullable ByteBuffer waiting;
    private boolean connected;
    private boolean open;
    private boolean deaf;
    private boolean closed;

    private RawSocket(SocketLoop loop, Owner owner, SocketChannel channel, @Nullable SSLContext context, boolean client)
            throws IOException {
        this.loop = loop;
        this.owner = owner;
        this.channel = channel;
        this.tls = context == null ? null : new TlsLayer(loop, this, context, client);
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        this.key = channel.register(loop.selector, client ? SelectionKey.OP_CONNECT : SelectionKey.OP_READ, this);
    }

    /** Dials; a {@code receiveBuffer} of 0 is the system's. */
    static RawSocket dial(SocketLoop loop, Owner owner, InetAddress source, Address to, int receiveBuffer) {
        try {
            SocketChannel channel = SocketChannel.open();
            if (receiveBuffer > 0) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
            }
            channel.bind(new InetSocketAddress(source, 0));
            RawSocket socket = new RawSocket(loop, owner, channel, to.tls(), true);
            channel.connect(to.socket());
            return socket;
        } catch (IOException e) {
            throw new AttackException("this machine gives no more sockets", e);
        }
    }

    static void accepted(SocketLoop loop, Owner owner, SocketChannel channel, @Nullable SSLContext context)
            throws IOException {
        new RawSocket(loop, owner, channel, context, false).connected();
    }

    boolean isClosed() {
        return closed;
    }

    /** Reads nothing any more. */
    void deafen() {
        deaf = true;
        if (open) {
            interest();
        }
    }

    /** Sends, or drops what a peer that does not read leaves no place for. */
    void send(byte[] bytes) {
        if (closed) {
            return;
        }
        if (!open) {
            early = joined(early, ByteBuffer.wrap(bytes));
        } else if (waiting == null || waiting.remaining() < MAX_WAITING) {
            try {
                write(ByteBuffer.wrap(bytes));
            } catch (IOException e) {
                end(e);
            }
        }
    }

    /** Ends it at once, with a reset, so that no port of this end stays taken. */
    void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (connected) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
            channel.close();
        } catch (IOException e) {
            // gone is gone
        }
    }

    @Override
    public void ready() {
        try {
            if (!connected && key.isConnectable()) {
                channel.finishConnect();
                connected();
            }
            if (!closed && key.isWritable()) {
                push(ByteBuffer.allocate(0));
            }
            if (!closed && key.isReadable()) {
                read();
            }
        } catch (IOException e) {
            end(e);
        }
    }

    private void connected() throws IOException {
        connected = true;
        interest();
        if (tls == null) {
            opened();
        } else {
            tls.begin();
        }
    }

    /** Also called by the layer, when its handshake is done. */
    void opened() throws IOException {
        open = true;
        if (early.hasRemaining()) {
            write(early);
        }
        early = ByteBuffer.allocate(0);
        interest();
        owner.opened();
    }

    private void read() throws IOException {
        ByteBuffer in = loop.received.clear();
        if (tls != null) {
            tls.putKept(in);
        }
        if (channel.read(in) < 0) {
            throw new EOFException("the peer closed it");
        }
        in.flip();
        if (tls == null) {
            heard(loop.receivedBytes, in.limit());
        } else {
            tls.received(in);
        }
    }

    /** Hands on what is not encrypted any more. */
    void heard(byte[] bytes, int length) {
        if (!closed && length > 0) {
            owner.heard(bytes, 0, length);
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        if (tls == null) {
            push(bytes);
        } else {
            tls.write(bytes);
        }
    }

    /** Sends bytes as they are, behind those that wait. */
    void push(ByteBuffer bytes) throws IOException {
        boolean waited = waiting != null;
        if (waiting == null) {
            channel.write(bytes);
        } else {
            waiting = joined(waiting, bytes);
            channel.write(waiting);
        }
        if (bytes.hasRemaining()) {
            waiting = joined(bytes, ByteBuffer.allocate(0)); // the loop's own buffer is needed again
        } else if (waiting != null && !waiting.hasRemaining()) {
            waiting = null;
        }
        if (waited || waiting != null) {
            interest();
        }
    }

    private void interest() {
        if (key.isValid()) {
            key.interestOps((deaf && open ? 0 : SelectionKey.OP_READ) | (waiting == null ? 0 : SelectionKey.OP_WRITE));
        }
    }

    private void end(IOException why) {
        if (!closed) {
            close();
            owner.ended(why.getMessage() == null ? why.toString() : why.getMessage());
        }
    }

    private static ByteBuffer joined(ByteBuffer first, ByteBuffer second) {
        return ByteBuffer.allocate(first.remaining() + second.remaining())
                .put(first)
                .put(second)
                .flip();
    }
}
