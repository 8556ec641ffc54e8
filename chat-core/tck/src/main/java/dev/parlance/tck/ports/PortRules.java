package dev.parlance.tck.ports;

import dev.parlance.broker.store.StorePort;
import dev.parlance.broker.store.StoreTransaction;
import dev.parlance.tck.PortStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of all rules for ports share: a store each, and names that no other test has used. */
public abstract class PortRules {
    static final int LONG_BYTES = 1 << 20;

    private final String nonce = UUID.randomUUID().toString();
    private final List<StorePort> ports = new ArrayList<>();
    private final Supplier<PortStore> stores;
    private final Supplier<Duration> patience;
    private @Nullable PortStore opened;

    protected PortRules(Supplier<PortStore> stores, Supplier<Duration> patience) {
        this.stores = stores;
        this.patience = patience;
    }

    @BeforeEach
    public void open() {
        opened = stores.get();
    }

    @AfterEach
    public void close() {
        ports.forEach(StorePort::close);
        store().close();
    }

    Duration patience() {
        return patience.get();
    }

    PortStore store() {
        PortStore store = opened;
        if (store == null) {
            throw new IllegalStateException("no store is open");
        }
        return store;
    }

    StorePort port() {
        StorePort port = store().newPort();
        ports.add(port);
        return port;
    }

    PortEar ear(StorePort port) {
        PortEar ear = new PortEar(patience());
        port.listen(ear);
        return ear;
    }

    String key(String name) {
        return nonce + "/" + name;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static void put(StorePort port, String key, String value) {
        port.transaction(transaction -> {
            transaction.put(key, bytes(value), null);
            return key;
        });
    }

    static void tell(StorePort port, String... texts) {
        port.transaction(transaction -> {
            Stream.of(texts).forEach(text -> transaction.tell(bytes(text)));
            return texts;
        });
    }

    /** The text under a key, or "nothing". */
    static String read(StorePort port, String key) {
        return port.transaction(transaction -> text(transaction, key));
    }

    static String text(StoreTransaction transaction, String key) {
        byte[] value = transaction.get(key);
        return value == null ? "nothing" : new String(value, StandardCharsets.UTF_8);
    }

    /** Counts on under a lock, and tells each number. */
    void count(StorePort port, int times) {
        for (int i = 0; i < times; i++) {
            port.transaction(transaction -> {
                transaction.lock(key("lock"));
                byte[] before = transaction.get(key("count"));
                int next = before == null ? 1 : Integer.parseInt(new String(before, StandardCharsets.UTF_8)) + 1;
                transaction.put(key("count"), bytes("" + next), null);
                transaction.tell(bytes("" + next));
                return next;
            });
        }
    }

    static byte[] everyByte() {
        byte[] all = new byte[256];
        IntStream.range(0, all.length).forEach(i -> all[i] = (byte) i);
        return all;
    }

    List<String> scan(StoreTransaction transaction, String from, String to, int limit, boolean backwards) {
        return transaction.scan(key(from), key(to), limit, backwards).stream()
                .map(each ->
                        each.key().substring(key("").length()) + "=" + new String(each.value(), StandardCharsets.UTF_8))
                .toList();
    }
}
