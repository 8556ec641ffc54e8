package dev.parlance.examples.bench.attack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Accepts, reads, throws away, and answers nothing: what an attack costs the machine whoever is attacked. Given a certificate, it decrypts what it reads. */
final class Sink implements SocketLoop.Ready, RawSocket.Owner {
    static final String LISTENS = "the sink listens at ";

    private static final int BACKLOG = 4_096;

    private final SocketLoop loop;
    private final ServerSocketChannel listener;
    private final @Nullable SSLContext tls;

    Sink(SocketLoop loop, @Nullable SSLContext tls) throws IOException {
        this.loop = loop;
        this.tls = tls;
        this.listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        listener.configureBlocking(false);
        listener.register(loop.selector, SelectionKey.OP_ACCEPT, this);
    }

    /**
     * Runs until standard input ends.
     *
     * @param args nothing, or a file with a certificate and its key
     */
    public static void main(String[] args) throws IOException {
        SocketLoop loop = SocketLoop.started("sink");
        Sink sink = new Sink(loop, args.length == 0 ? null : Certificate.context(Path.of(args[0])));
        System.out.println(LISTENS + sink.port());
        while (System.in.read() >= 0) {
            // who started it says nothing, and ends with it
        }
        System.exit(0);
    }

    int port() {
        return listener.socket().getLocalPort();
    }

    @Override
    public void ready() {
        try {
            for (SocketChannel peer = listener.accept(); peer != null; peer = listener.accept()) {
                RawSocket.accepted(loop, this, peer, tls);
            }
        } catch (IOException e) {
            // this one is gone
        }
    }

    @Override
    public void opened() {}

    @Override
    public void heard(byte[] bytes, int from, int to) {}

    @Override
    public void ended(String why) {}
}
