package dev.parlance.examples.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.archive.jdbc.PostgresServer;
import dev.parlance.broker.store.StoreEar;
import dev.parlance.broker.store.StorePort;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever fails where a node hears, it says that something may be lost, and hears what comes then. */
@Tag("faults")
class LineFailsTest {
    private static final String SCHEMA = "line_fails";

    private final PostgresServer server = PostgresServer.shared();
    private final AtomicInteger failures = new AtomicInteger();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @AfterEach
    void drop() {
        server.execute("DROP SCHEMA IF EXISTS " + SCHEMA + " CASCADE");
    }

    @Test
    void anybodyMayNotifyNonsense() throws Exception {
        try (StorePort port = listening()) {
            server.execute("NOTIFY " + SCHEMA + ", 'x'");
            assertThat(next()).isEqualTo("broken");
            assertTells(port, "after the first");
            server.execute("NOTIFY " + SCHEMA);
            assertThat(next()).isEqualTo("broken");
            assertTells(port, "after the second");
        }
    }

    @Test
    void anEarMayFailTwice() throws Exception {
        try (StorePort port = listening()) {
            failures.set(2); // as it is told, and as it is told of that
            tell(port, "lost");
            assertThat(next()).isEqualTo("broken");
            assertTells(port, "after both");
        }
    }

    @Test
    void manyRowsThatAreGoneBreakOnce() throws Exception {
        try (StorePort port = listening()) {
            server.execute("SELECT pg_notify('" + SCHEMA + "', id::text) FROM generate_series(1000001, 1000010) id");
            assertThat(next()).isEqualTo("broken");
            assertTells(port, "after the ten");
        }
    }

    private StorePort listening() throws Exception {
        StorePort port = new PostgresPort(server.url(), server.login(), SCHEMA, 2);
        tell(port, "before the line stands"); // which makes the tables
        port.listen(new StoreEar() {
            @Override
            public void told(byte[] what) {
                hear(new String(what, StandardCharsets.UTF_8));
            }

            @Override
            public void broken() {
                hear("broken");
            }
        });
        assertTells(port, "at first");
        return port;
    }

    private void hear(String what) {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("expected by this test");
        }
        heard.add(what);
    }

    private void assertTells(StorePort port, String what) throws Exception {
        tell(port, what);
        assertThat(next()).isEqualTo(what);
    }

    private static void tell(StorePort port, String what) {
        port.transaction(transaction -> {
            transaction.tell(what.getBytes(StandardCharsets.UTF_8));
            return true;
        });
    }

    private String next() throws InterruptedException {
        String next = heard.poll(60, TimeUnit.SECONDS);
        return next == null ? "nothing" : next;
    }
}
