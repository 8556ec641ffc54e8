package dev.parlance.protocol.words;

import dev.parlance.model.User;
import dev.parlance.protocol.json.JsonBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/**
 * A long list of users as JSON. When many join one room each is told who is there, and that is most often the last list and one more: what is the same at
 * its beginning is not encoded again. Each thread keeps its last one.
 */
final class UserList {
    /** Shorter ones are not worth keeping. */
    static final int LONG = 50;

    private static final int MAX_KEPT = 1024 * 1024;
    private static final ThreadLocal<UserList> LOCAL = ThreadLocal.withInitial(UserList::new);

    private User[] users = {};
    /** Behind which byte each user ends. */
    private int[] ends = {};

    private int count;
    private final Kept json = new Kept();

    /** Bytes whose last can be taken back. */
    private static final class Kept extends ByteArrayOutputStream {
        void truncate(int length) {
            count = length;
        }

        void writeTo(OutputStream target, int from) throws IOException {
            target.write(buf, from, count - from);
        }
    }

    private UserList() {}

    static void write(List<User> users, JsonGenerator json) {
        UserList kept = LOCAL.get();
        if (!(json.streamWriteOutputTarget() instanceof OutputStream target)) {
            throw new IllegalStateException("JSON is written as bytes");
        }
        json.writeStartArray();
        json.flush();
        try {
            kept.become(users);
            kept.json.writeTo(target, 1); // without the first comma
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (kept.json.size() > MAX_KEPT) {
                LOCAL.remove();
            }
        }
        json.writeEndArray();
    }

    @SuppressWarnings(
            "ReferenceEquality") // users in a room are the same objects from list to list; others are merely encoded
    // again
    private void become(List<User> wanted) {
        int same = 0;
        int most = Math.min(count, wanted.size());
        while (same < most && users[same] == wanted.get(same)) {
            same++;
        }
        Arrays.fill(users, same, count, null);
        count = same;
        json.truncate(same == 0 ? 0 : ends[same - 1]);
        if (same == wanted.size()) {
            return;
        }
        if (users.length < wanted.size()) {
            users = Arrays.copyOf(users, wanted.size() * 2);
            ends = Arrays.copyOf(ends, wanted.size() * 2);
        }
        append(wanted.subList(same, wanted.size()));
    }

    private void append(List<User> more) {
        try (JsonGenerator tail = JsonBytes.generator(json)) {
            int before = json.size();
            tail.writeStartArray(); // has the generator put commas between them
            tail.flush();
            json.truncate(before);
            json.write(',');
            for (User user : more) {
                tail.writeStartObject();
                MessageWriter.user(user, tail);
                tail.writeEndObject();
                tail.flush();
                users[count] = user;
                ends[count++] = json.size();
            }
            tail.writeEndArray();
        }
        json.truncate(ends[count - 1]);
    }
}
