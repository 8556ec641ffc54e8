package dev.parlance.tck.transport;

import dev.parlance.transport.ChatConnection;
import dev.parlance.transport.ChatSession;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.CloseReason;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FrameEncoder;
import dev.parlance.transport.Outbox;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The server's end of a {@link MemorySocket}; all on the transport's lane. */
class MemoryConnection implements ChatConnection {
    final MemoryTransport transport;
    final MemorySocket line = new MemorySocket();
    final Outbox outbox;
    volatile boolean answersClose = true;
    private @Nullable ChatSession session;
    private @Nullable CloseReason closing;
    private boolean ended;
    private long heard = System.nanoTime();

    MemoryConnection(MemoryTransport transport) {
        this.transport = transport;
        this.outbox = new Outbox(transport.bounds.outboxBytes());
    }

    void open() {
        session = transport.called(transport.engine.open(transport.shown(this), transport.attributes()));
    }

    ChatSession session() {
        ChatSession opened = session;
        if (opened == null) {
            throw new IllegalStateException("not open yet");
        }
        return opened;
    }

    void taken(ClientCommand command, long requestId) {
        heard = System.nanoTime();
        if (ended) {
            return;
        }
        if (transport.isTooLong(command)) {
            end(true, 1009);
        } else {
            session().receive(command, requestId, MemoryTransport.LEAST_BYTES + command.bytes());
        }
    }

    void pong() {
        heard = System.nanoTime();
    }

    void goodbye() {
        end(true, 1000);
    }

    /** Now and then: is the peer still there? */
    void look() {
        if (!ended && System.nanoTime() - heard > transport.bounds.idleTimeout().toNanos()) {
            silent();
        } else if (!ended && line.hasRoom()) {
            line.put(null);
        }
    }

    void silent() {
        close(CloseReason.TIMED_OUT);
        end(true, CloseReason.TIMED_OUT.code());
    }

    /** The peer has taken something. */
    void flush() {
        while (line.hasRoom() && !outbox.isEmpty()) {
            line.put(outbox.poll());
        }
        if (session == null || ended) {
            return;
        }
        if (outbox.takeCaughtUp()) {
            session().caughtUp();
        }
        if (closing != null && outbox.isEmpty()) {
            end(closing.mayComeBack(), closing.code());
        } else if (isWritable()) {
            session().writable();
        }
    }

    @Override
    public FrameEncoder encoder() {
        return transport.encoder;
    }

    @Override
    public Executor lane() {
        return transport.lane;
    }

    @Override
    public boolean isWritable() {
        return outbox.isEmpty() && line.hasRoom();
    }

    @Override
    public void send(EncodedFrame frame) {
        if (ended || closing != null) {
            return;
        }
        if (isWritable()) {
            line.put(frame);
        } else if (!outbox.add(frame)) {
            slow();
        }
    }

    void slow() {
        outbox.clear();
        end(true, CloseReason.SLOW_CONSUMER.code());
    }

    @Override
    public void close(CloseReason reason) {
        if (!ended && closing == null) {
            closing = reason;
            flush();
        }
    }

    /** Nothing goes out any more, and the session learns that. */
    void end(boolean mayComeBack, int code) {
        if (!ended) {
            ended = true;
            line.end(mayComeBack, code);
            transport.open.remove(this);
            if (session != null) {
                session().disconnected();
            }
        }
    }
}
