package dev.parlance.examples.bench.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One message on its whole road through the engine, without sockets: published, stored in memory, encoded, handed to each member. An operation is one
 * delivery, so time and allocation are a member's share.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FanOutBenchmark {
    private static final int FEW = 10;
    private static final int MANY = 1_000;
    private static final String TEXT = "x".repeat(64);

    /** A room of ten. */
    @State(Scope.Thread)
    public static class SmallRoom extends Members {
        /** Fills it. */
        public SmallRoom() {
            super(FEW);
        }
    }

    /** A room of a thousand. */
    @State(Scope.Thread)
    public static class LargeRoom extends Members {
        /** Fills it. */
        public LargeRoom() {
            super(MANY);
        }
    }

    /** One delivery of a message that ten get. */
    @Benchmark
    @OperationsPerInvocation(FEW)
    public long toTen(SmallRoom room) {
        return room.publish();
    }

    /** One delivery of a message that a user says to ten: limits and rights are looked at, too. */
    @Benchmark
    @OperationsPerInvocation(FEW)
    public long saidToTen(SmallRoom room) {
        return room.say();
    }

    /** One delivery of a message that a thousand get. */
    @Benchmark
    @OperationsPerInvocation(MANY)
    public long toThousand(LargeRoom room) {
        return room.publish();
    }

    /** A room that is filled before and emptied after. */
    @State(Scope.Thread)
    public abstract static class Members {
        private final CrowdedRoom room;

        Members(int count) {
            room = new CrowdedRoom(count);
        }

        long publish() {
            return room.publish(TEXT);
        }

        long say() {
            return room.say(TEXT);
        }

        /** Ends its engine. */
        @TearDown
        public void close() {
            room.close();
        }
    }
}
