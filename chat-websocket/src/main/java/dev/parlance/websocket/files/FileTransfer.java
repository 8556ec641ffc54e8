package dev.parlance.websocket.files;

import dev.parlance.ChatFiles;
import dev.parlance.FileUpload;
import dev.parlance.attachment.FileFindings;
import dev.parlance.attachment.FileInspector;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.websocket.chat.RestRefusal;
import dev.parlance.websocket.http.Exchange;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * One file on its way from its request to the store: the next piece is read when the one before is put away. Whatever goes wrong, nothing of it remains, and who has sent it is told. For the
 * event loop of its connection.
 */
final class FileTransfer implements Flow.Subscriber<ByteBuffer> {
    /** A large file has to get to the disk, and to be looked at. */
    private static final Duration PUTTING_AWAY = Duration.ofMinutes(5);

    private final Exchange exchange;
    private final ChatFiles files;
    private final FileInspector inspector;
    private final User user;
    private final RoomId room;
    private @Nullable FormFileReader form;
    private Flow.@Nullable Subscription body;
    private @Nullable FileUpload upload;
    /** Whether a piece is under way to the store; the end of the body may come meanwhile. */
    private boolean busy;

    private boolean whole;
    private boolean over;

    FileTransfer(Exchange exchange, ChatFiles files, FileInspector inspector, User user, RoomId room) {
        this.exchange = exchange;
        this.files = files;
        this.inspector = inspector;
        this.user = user;
        this.room = room;
    }

    Exchange exchange() {
        return exchange;
    }

    User user() {
        return user;
    }

    RoomId room() {
        return room;
    }

    /** Takes the whole body. From any thread, as the other. */
    void take(String name) {
        String length = exchange.request().header("Content-Length");
        begin(name, length == null ? -1 : Long.parseLong(length)) // which has been read before
                .whenComplete((done, refused) ->
                        onLoop(refused, () -> exchange.stream().subscribe(this)));
    }

    /** Takes the file of a form. */
    void take(FormFileReader reader) {
        exchange.execute(() -> {
            form = reader;
            exchange.stream().subscribe(this);
        });
    }

    private CompletionStage<Void> begin(String name, long announced) {
        return files.upload(user, room, name, announced)
                .thenAccept(begun -> exchange.execute(() -> {
                    upload = begun;
                    if (over) {
                        begun.abort();
                    }
                }));
    }

    private void onLoop(@Nullable Throwable refused, Runnable next) {
        exchange.execute(() -> {
            if (refused != null) {
                refuse(refused);
            } else if (!over) {
                next.run();
            }
        });
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        body = subscription;
        subscription.request(1);
    }

    @Override
    public void onNext(ByteBuffer piece) {
        busy = true;
        try {
            FormFileReader reader = form;
            if (reader == null) {
                write(piece);
                return;
            }
            ByteBuffer content = reader.read(piece);
            PartHead file = reader.file();
            if (upload != null || file == null) {
                write(content);
            } else {
                begin(String.valueOf(file.fileName()), -1)
                        .whenComplete((done, refused) -> onLoop(refused, () -> write(content)));
            }
        } catch (RuntimeException e) {
            refuse(e);
        }
    }

    private void write(ByteBuffer content) {
        FileUpload to = upload;
        if (over || to == null || !content.hasRemaining()) {
            next();
        } else {
            to.write(content).whenComplete((done, failure) -> onLoop(failure, this::next));
        }
    }

    private void next() {
        busy = false;
        if (whole) {
            finish();
        } else if (body != null && !over) {
            body.request(1);
        }
    }

    @Override
    public void onError(Throwable failure) { // the connection has answered it
        giveUp();
    }

    @Override
    public void onComplete() {
        whole = true;
        if (!busy) {
            finish();
        }
    }

    private void finish() {
        FileUpload to = upload;
        if (over) {
            return;
        }
        if (to == null) {
            refuse(FileUploads.noFile());
        } else if (form != null && !form.isEnded()) {
            refuse(MalformedUpload.because("the form ends before its last boundary"));
        } else {
            exchange.answerWithin(PUTTING_AWAY);
            to.seal()
                    .thenCompose(size -> findings(to))
                    .thenCompose(to::commit)
                    .whenComplete((file, failure) ->
                            onLoop(failure, () -> exchange.respond(FileWords.uploaded(file.attachment(), room))));
        }
    }

    private CompletionStage<FileFindings> findings(FileUpload to) {
        try {
            return inspector.inspect(to::read);
        } catch (RuntimeException e) { // whatever it throws is a failure of this file alone
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Tells why not, unless that was said. From any thread. */
    void refuse(Throwable why) {
        exchange.execute(() -> {
            giveUp();
            exchange.respond(RestRefusal.of(why, exchange.request()));
        });
    }

    private void giveUp() {
        over = true;
        if (body != null) {
            body.cancel();
        }
        FileUpload begun = upload;
        if (begun != null) {
            begun.abort();
        }
    }
}
