package dev.parlance.websocket;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.stream.Stream;

/** What a full collection leaves; the least of a few, as what is released by another collection's references comes later. */
public final class UsedHeap {
    private UsedHeap() {}

    public static long bytes() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        return Stream.generate(() -> {
                    memory.gc();
                    return memory.getHeapMemoryUsage().getUsed();
                })
                .limit(3)
                .min(Long::compare)
                .orElseThrow();
    }
}
