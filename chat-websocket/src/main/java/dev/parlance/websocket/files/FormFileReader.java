package dev.parlance.websocket.files;

import dev.parlance.model.ChatException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first file of a form ({@code multipart/form-data}, RFC 7578) while the form comes, however it is cut into pieces. All else in it is passed over, and bounded; so is the head of a part. It
 * holds no more of the content than what may be the beginning of a boundary. For one thread at a time.
 */
final class FormFileReader {
    /** How much may stand beside the file, in bytes. */
    static final int MOST_BESIDES = 64 * 1024;

    /** RFC 2046, section 5.1.1. */
    private static final Predicate<String> BOUNDARY = Pattern.compile(
                    "[A-Za-z0-9'()+_,./:=? -]{0,69}[A-Za-z0-9'()+_,./:=?-]")
            .asMatchPredicate();

    private enum State {
        /** In what stands before the first part, or in a part. */
        CONTENT,
        /** Behind a boundary. */
        BOUNDARY,
        /** Behind the one hyphen that makes it the last. */
        LAST,
        /** Behind CR, and before what stands in a part's head. */
        LINE_END,
        HEAD,
        ENDED
    }

    private final byte[] delimiter;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream(256);
    private State state = State.CONTENT;
    private int matched = 2; // as if a line had ended before the first boundary
    private boolean inFile;
    private int besides;
    private @Nullable PartHead file;

    /** Of the boundary that the form's type names. */
    FormFileReader(@Nullable String boundary) {
        if (boundary == null || !BOUNDARY.test(boundary)) {
            throw MalformedUpload.because("multipart/form-data needs a boundary of 1 to 70 characters");
        }
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.US_ASCII);
    }

    /** What is known of the file, once it has begun. */
    @Nullable
    PartHead file() {
        return file;
    }

    /** Whether the form has come to its own end; what follows does not count. */
    boolean isEnded() {
        return state == State.ENDED;
    }

    /**
     * Takes what follows of the form.
     *
     * @param piece from its position to its limit, all of which is taken
     * @return what of the file's content is known to be of it now; may be nothing
     * @throws ChatException for what is no form, or has too much beside the file
     */
    ByteBuffer read(ByteBuffer piece) {
        ByteBuffer content = ByteBuffer.allocate(piece.remaining() + delimiter.length);
        while (piece.hasRemaining()) {
            if (state == State.CONTENT && matched == 0) {
                plain(piece, content);
            }
            if (piece.hasRemaining()) {
                take(piece.get(), content);
            }
        }
        return content.flip();
    }

    /** What cannot begin a boundary, in one go. */
    private void plain(ByteBuffer piece, ByteBuffer content) {
        int from = piece.position();
        int at = from;
        while (at < piece.limit() && piece.get(at) != '\r') {
            at++;
        }
        if (inFile) {
            content.put(piece.slice(from, at - from));
        } else {
            beside(at - from);
        }
        piece.position(at);
    }

    private void take(byte b, ByteBuffer content) {
        switch (state) {
            case CONTENT -> match(b, content);
            case BOUNDARY -> afterBoundary(b);
            case LAST -> state = require(b == '-', State.ENDED);
            case LINE_END -> {
                state = require(b == '\n', State.HEAD);
                head.reset();
            }
            case HEAD -> head(b);
            case ENDED -> beside(1);
        }
    }

    /** CR stands at the beginning of a delimiter alone, so that no other place but that can be the beginning of the next. */
    private void match(byte b, ByteBuffer content) {
        if (b != delimiter[matched]) {
            if (inFile) {
                content.put(delimiter, 0, matched);
            } else {
                beside(matched);
            }
            matched = 0;
            if (b != '\r') {
                if (inFile) {
                    content.put(b);
                } else {
                    beside(1);
                }
                return;
            }
        }
        matched++;
        if (matched == delimiter.length) {
            matched = 0;
            inFile = false;
            state = State.BOUNDARY;
        }
    }

    private void afterBoundary(byte b) {
        if (b == '-') {
            state = State.LAST;
        } else if (b == '\r') {
            state = State.LINE_END;
        } else {
            beside(1);
            require(b == ' ' || b == '\t', State.BOUNDARY); // padding of transports
        }
    }

    private void head(byte b) {
        beside(1);
        head.write(b);
        if (b != '\n') {
            return;
        }
        byte[] bytes = head.toByteArray();
        int length = bytes.length;
        boolean isEmptyLine = length == 2 && bytes[0] == '\r';
        boolean isEnd =
                length >= 4 && bytes[length - 2] == '\r' && bytes[length - 3] == '\n' && bytes[length - 4] == '\r';
        require(length >= 2 && bytes[length - 2] == '\r', State.HEAD);
        if (isEmptyLine || isEnd) {
            PartHead read = PartHead.read(new String(bytes, StandardCharsets.UTF_8));
            inFile = file == null && read.isFile();
            if (inFile) {
                file = read;
            }
            state = State.CONTENT;
        }
    }

    private void beside(int bytes) {
        besides += bytes;
        if (besides > MOST_BESIDES) {
            throw MalformedUpload.because(
                    "a form with a file may have " + MOST_BESIDES + " bytes beside its first file");
        }
    }

    private static State require(boolean right, State next) {
        if (!right) {
            throw MalformedUpload.because("the form is not multipart/form-data as RFC 7578 has it");
        }
        return next;
    }
}
