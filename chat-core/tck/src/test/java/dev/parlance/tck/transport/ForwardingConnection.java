package dev.parlance.tck.transport;

import dev.parlance.transport.ChatConnection;
import dev.parlance.transport.CloseReason;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FrameBatch;
import dev.parlance.transport.FrameEncoder;
import java.util.concurrent.Executor;

/** Does as another does, but for what a fault overrides; what comes in rounds it sends one by one. */
abstract class ForwardingConnection implements ChatConnection {
    private final ChatConnection to;

    ForwardingConnection(ChatConnection to) {
        this.to = to;
    }

    @Override
    public FrameEncoder encoder() {
        return to.encoder();
    }

    @Override
    public Executor lane() {
        return to.lane();
    }

    @Override
    public boolean isWritable() {
        return to.isWritable();
    }

    @Override
    public void send(EncodedFrame frame) {
        to.send(frame);
    }

    @Override
    public void send(FrameBatch batch) {
        for (int i = 0; i < batch.count(); i++) {
            send(batch.frame(i));
        }
    }

    @Override
    public void authenticated() {
        to.authenticated();
    }

    @Override
    public void close(CloseReason reason) {
        to.close(reason);
    }
}
