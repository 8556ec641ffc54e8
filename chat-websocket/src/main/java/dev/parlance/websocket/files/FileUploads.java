package dev.parlance.websocket.files;

import dev.parlance.attachment.FileInspector;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.policy.Action;
import dev.parlance.websocket.chat.RestRefusal;
import dev.parlance.websocket.http.Admission;
import dev.parlance.websocket.http.Exchange;
import dev.parlance.websocket.http.FieldValue;
import dev.parlance.websocket.http.HttpHandler;
import dev.parlance.websocket.http.RequestHead;
import org.jspecify.annotations.Nullable;

/**
 * Files on their way in: the first one of a form, or the body itself, under the name that {@code ?name=} or {@code Content-Disposition} says. Who brings it and whether they may is found out before
 * any of it is read. Called on event loops.
 */
record FileUploads(FileAsker asker, FileInspector inspector) implements HttpHandler {
    private static final String FORM = "multipart/form-data";
    private static final String UNNAMED = "file";

    @Override
    public Admission admit(RequestHead request) {
        return Admission.streamed(asker.engine().files().settings().maxSize() + 2L * FormFileReader.MOST_BESIDES);
    }

    @Override
    public void handle(Exchange exchange) {
        RequestHead request = exchange.request();
        try {
            RoomId room = new RoomId(exchange.variable(0));
            String type = request.header("Content-Type");
            FormFileReader form = FieldValue.main(type).equals(FORM) && type != null
                    ? new FormFileReader(FieldValue.parameter(type, "boundary"))
                    : null;
            asker.user(request)
                    .whenComplete((user, refused) -> exchange.execute(() -> {
                        if (refused != null) {
                            exchange.respond(RestRefusal.of(refused, request));
                        } else {
                            begin(new FileTransfer(exchange, asker.engine().files(), inspector, user, room), form);
                        }
                    }));
        } catch (ChatException e) {
            exchange.respond(RestRefusal.of(e, request));
        }
    }

    /** What a form calls its file is only known when it comes: so whether its user may is asked for before that, and once more then. */
    private void begin(FileTransfer transfer, @Nullable FormFileReader form) {
        User user = transfer.user();
        if (form == null) {
            transfer.take(name(transfer.exchange().request()));
        } else {
            asker.engine().require(user, new Action.Upload(transfer.room())).whenComplete((allowed, refused) -> {
                if (refused != null) {
                    transfer.refuse(refused);
                } else {
                    transfer.take(form);
                }
            });
        }
    }

    private static String name(RequestHead request) {
        String name = request.parameter("name");
        if (name != null && !name.isEmpty()) {
            return name;
        }
        String disposition = request.header("Content-Disposition");
        String said = disposition == null ? null : PartHead.fileName(disposition);
        return said == null ? UNNAMED : said;
    }

    /** There is none in a form that was sent for one. */
    static ChatException noFile() {
        return new ChatException(ErrorCode.BAD_REQUEST, "the form has no file: a part with a filename");
    }
}
