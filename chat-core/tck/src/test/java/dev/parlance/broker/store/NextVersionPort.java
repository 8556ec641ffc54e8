package dev.parlance.broker.store;

import dev.parlance.broker.form.FormWriter;
import dev.parlance.broker.form.Format;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A port that makes its node one of the next version, as the store and the other nodes see it: whatever it writes and tells is of the next format and longer, and it reads both. */
public final class NextVersionPort implements StorePort {
    private static final byte[] ADDED = {42, 0, -1};
    private static final Pattern NO_FORM = Pattern.compile("format|k/.*|r/[^/]*/[cq]/.*");
    private static final int TOLD = 24;

    private final StorePort port;

    public NextVersionPort(StorePort port) {
        this.port = port;
    }

    private static byte[] next(byte[] form) {
        byte[] longer = Arrays.copyOf(form, form.length + ADDED.length);
        System.arraycopy(ADDED, 0, longer, form.length, ADDED.length);
        longer[0] = Format.NEWEST;
        return longer;
    }

    private static byte[] known(byte[] form) {
        if (form[0] != Format.NEWEST) {
            return form;
        }
        byte[] shorter = Arrays.copyOf(form, form.length - ADDED.length);
        shorter[0] = Format.WRITTEN;
        return shorter;
    }

    /** With what is within, too. */
    private static byte[] nextTold(byte[] what) {
        Notification told = Notification.read(what);
        FormWriter form = FormWriter.of(TOLD)
                .text(told.topic())
                .text(told.generation())
                .octet(told.kind())
                .flag(told.position() != null);
        if (told.position() != null) {
            form.position(told.position());
        }
        return next(form.bytes(next(told.body())).toBytes());
    }

    @Override
    public <T> T transaction(Work<T> work) {
        return port.transaction(transaction -> work.in(new NextTransaction(transaction)));
    }

    @Override
    public void listen(StoreEar ear) {
        port.listen(ear); // this version reads what is told in both
    }

    @Override
    public void close() {
        port.close();
    }

    private record NextTransaction(StoreTransaction transaction) implements StoreTransaction {
        @Override
        public void lock(String name) {
            transaction.lock(name);
        }

        @Override
        public byte @Nullable [] get(String key) {
            byte[] value = transaction.get(key);
            return value == null || NO_FORM.matcher(key).matches() ? value : known(value);
        }

        @Override
        public void put(String key, byte[] value, @Nullable Instant until) {
            transaction.put(key, NO_FORM.matcher(key).matches() ? value : next(value), until);
        }

        @Override
        public void delete(String key) {
            transaction.delete(key);
        }

        @Override
        public List<Entry> scan(String from, String to, int limit, boolean backwards) {
            return transaction.scan(from, to, limit, backwards).stream()
                    .map(each -> new Entry(
                            each.key(), NO_FORM.matcher(each.key()).matches() ? each.value() : known(each.value())))
                    .toList();
        }

        @Override
        public void tell(byte[] what) {
            transaction.tell(nextTold(what));
        }

        @Override
        public Instant now() {
            return transaction.now();
        }

        @Override
        public String generation() {
            return transaction.generation();
        }
    }
}
