package dev.parlance.websocket.files;

import dev.parlance.attachment.AttachmentReader;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A file that is being read, for one subscriber, who asks for one piece at a time. Closed at its end, or when nobody wants it any more. */
final class ReaderSource implements Flow.Publisher<ByteBuffer>, Flow.Subscription {
    private final AttachmentReader reader;
    private final AtomicBoolean over = new AtomicBoolean();
    private Flow.@Nullable Subscriber<? super ByteBuffer> to;

    ReaderSource(AttachmentReader reader) {
        this.reader = reader;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        to = subscriber;
        subscriber.onSubscribe(this);
    }

    @Override
    public void request(long count) {
        Flow.Subscriber<? super ByteBuffer> subscriber = to;
        if (over.get() || subscriber == null) {
            return;
        }
        reader.read().whenComplete((piece, error) -> {
            if (error != null) {
                cancel();
                subscriber.onError(error);
            } else if (piece.isPresent()) {
                subscriber.onNext(piece.get());
            } else {
                cancel();
                subscriber.onComplete();
            }
        });
    }

    @Override
    public void cancel() {
        if (over.compareAndSet(false, true)) {
            reader.close();
        }
    }
}
