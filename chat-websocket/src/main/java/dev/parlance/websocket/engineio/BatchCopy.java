package dev.parlance.websocket.engineio;

import dev.parlance.transport.EventFrame;
import dev.parlance.transport.FrameBatch;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What a batch brought, which itself is valid during a call only. Made on one event loop, read on one other. */
final class BatchCopy implements FrameBatch {
    private final EventFrame[] frames;
    private final int size;
    private @Nullable ByteBuffer bytes;

    BatchCopy(FrameBatch batch) {
        frames = new EventFrame[batch.count()];
        int sum = 0;
        for (int i = 0; i < frames.length; i++) {
            frames[i] = batch.frame(i);
            sum += frames[i].size();
        }
        size = sum;
    }

    boolean isOf(FrameBatch batch) {
        if (batch.count() != frames.length) {
            return false;
        }
        for (int i = 0; i < frames.length; i++) {
            if (batch.frame(i) != frames[i]) {
                return false;
            }
        }
        return true;
    }

    int size() {
        return size;
    }

    @Override
    public int count() {
        return frames.length;
    }

    @Override
    public EventFrame frame(int index) {
        return frames[index];
    }

    @Override
    public ByteBuffer bytes() {
        ByteBuffer buffer = bytes;
        if (buffer == null) {
            buffer = ByteBuffer.allocate(size);
            for (EventFrame frame : frames) {
                frame.copyTo(0, buffer);
            }
            bytes = buffer;
        }
        return buffer.position(0).limit(size);
    }
}
