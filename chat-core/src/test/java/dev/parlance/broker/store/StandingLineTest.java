package dev.parlance.broker.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StandingLineTest {
    private static final String BREAKS = "breaks";

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger earFailures = new AtomicInteger();
    private final AtomicInteger opened = new AtomicInteger();
    private final StoreEar ear = new StoreEar() {
        @Override
        public void told(byte[] what) {
            hear(new String(what, StandardCharsets.UTF_8));
        }

        @Override
        public void broken() {
            hear("broken");
        }
    };
    private final List<StandingLine> standing = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        standing.forEach(StandingLine::close);
    }

    @Test
    void whoListensIsToldWhyThereIsNoLine() {
        refusals.set(1);
        assertThatThrownBy(() -> StandingLine.open(this::open, ear))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("refused by this test");
    }

    @Test
    void aLineThatBrokeIsClosedAndOpenedForAsLongAsItMustAndTheEarIsToldOnce() throws Exception {
        listen(ear);
        refusals.set(2);
        told.add(BREAKS);
        assertThat(next()).isEqualTo("closed 1");
        assertThat(next()).isEqualTo("broken");
        told.add("after");
        assertThat(next()).isEqualTo("after");
    }

    @Test
    void anEarThatFailsIsToldThatSomethingMayBeLostUntilItHasTakenThat() throws Exception {
        listen(ear);
        earFailures.set(2); // as it is told, and as it is told of that
        told.add("lost");
        assertThat(next()).isEqualTo("closed 1");
        assertThat(next()).isEqualTo("closed 2");
        assertThat(next()).isEqualTo("broken");
        told.add("after");
        assertThat(next()).isEqualTo("after");
    }

    @Test
    void afterTheEndNothingIsHeardAndTheLineIsClosed() throws Exception {
        listen(ear);
        end();
        told.add("after");
        assertThat(next()).isEqualTo("closed 1");
        assertThat(seen).doesNotContain("after", "broken");
    }

    @Test
    void anEarMayEndWhatItHears() throws Exception {
        listen(new StoreEar() {
            @Override
            public void told(byte[] what) {
                end();
                hear("has ended it");
            }

            @Override
            public void broken() {
                hear("broken");
            }
        });
        told.add("something");
        assertThat(next()).isEqualTo("closed 1");
        assertThat(next()).isEqualTo("has ended it");
    }

    private void listen(StoreEar hears) {
        standing.add(StandingLine.open(this::open, hears));
    }

    private void hear(String what) {
        if (earFailures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("expected by this test");
        }
        seen.add(what);
    }

    private String next() throws InterruptedException {
        String next = seen.poll(60, TimeUnit.SECONDS);
        return next == null ? "nothing" : next;
    }

    private StandingLine.Line open() throws IOException {
        if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IOException("refused by this test");
        }
        int number = opened.incrementAndGet();
        AtomicBoolean closed = new AtomicBoolean();
        return new StandingLine.Line() {
            @Override
            public void hear(StoreEar hears) throws Exception {
                String next = told.poll(10, TimeUnit.MILLISECONDS);
                if (BREAKS.equals(next)) {
                    throw new IOException("broken by this test");
                }
                if (next != null) {
                    hears.told(next.getBytes(StandardCharsets.UTF_8));
                }
            }

            @Override
            public void upkeep() {}

            @Override
            public void close() {
                if (!closed.getAndSet(true)) {
                    seen.add("closed " + number);
                }
            }
        };
    }
}
