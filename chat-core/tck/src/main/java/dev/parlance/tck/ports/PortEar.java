package dev.parlance.tck.ports;

import dev.parlance.broker.store.StoreEar;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Hears for a test of ports. Empty stands for a line that broke. */
public final class PortEar implements StoreEar {
    private final Duration patience;
    private final BlockingQueue<Optional<byte[]>> heard = new LinkedBlockingQueue<>();

    public PortEar(Duration patience) {
        this.patience = patience;
    }

    @Override
    public void told(byte[] what) {
        heard.add(Optional.of(what));
    }

    @Override
    public void broken() {
        heard.add(Optional.empty());
    }

    public boolean isEmpty() {
        return heard.isEmpty();
    }

    private Optional<byte[]> any() {
        try {
            Optional<byte[]> next = heard.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
            if (next == null) {
                throw new AssertionError("heard nothing for " + patience);
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    public byte[] nextBytes() {
        return any().orElseThrow(() -> new AssertionError("the line broke"));
    }

    public String next() {
        return new String(nextBytes(), StandardCharsets.UTF_8);
    }

    public List<String> next(int count) {
        return Stream.generate(this::next).limit(count).toList();
    }

    public void awaitBroken() {
        while (any().isPresent()) {
            // told before it broke
        }
    }

    public void awaitText(String text) {
        while (!any().map(each -> new String(each, StandardCharsets.UTF_8)).equals(Optional.of(text))) {
            // not yet
        }
    }
}
