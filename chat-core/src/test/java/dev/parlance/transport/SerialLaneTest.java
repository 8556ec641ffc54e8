package dev.parlance.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SerialLaneTest {
    @Test
    void runsItsTasksInOrderAndOneAtATimeOnManyThreads() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            SerialLane lane = new SerialLane(pool);
            List<Integer> ran = new ArrayList<>(); // not thread-safe on purpose
            CountDownLatch done = new CountDownLatch(1);
            for (int i = 0; i < 5_000; i++) {
                int task = i;
                lane.execute(() -> ran.add(task));
            }
            lane.execute(done::countDown);
            assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(ran).hasSize(5_000).isSorted();
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void losesNothingWhenTheExecutorRefusesForAWhile() throws Exception {
        AtomicInteger refusals = new AtomicInteger(3);
        CountDownLatch ran = new CountDownLatch(2);
        SerialLane lane = new SerialLane(task -> {
            if (refusals.getAndDecrement() > 0) {
                throw new RejectedExecutionException("full");
            }
            task.run();
        });
        lane.execute(ran::countDown);
        lane.execute(ran::countDown);
        assertThat(ran.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void losesNothingWhenTheExecutorFailsForAWhile() throws Exception {
        AtomicInteger failures = new AtomicInteger(2);
        CountDownLatch ran = new CountDownLatch(2);
        SerialLane lane = new SerialLane(task -> {
            if (failures.getAndDecrement() > 0) {
                throw new LinkageError("expected by this test");
            }
            task.run();
        });
        lane.execute(ran::countDown);
        lane.execute(ran::countDown);
        assertThat(ran.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void refusesWhenItsExecutorHasShutDown() {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        pool.shutdown();
        SerialLane lane = new SerialLane(pool);
        assertThatThrownBy(() -> lane.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void refusesMoreThanTenThousandTasks() {
        ArrayDeque<Runnable> stalled = new ArrayDeque<>();
        SerialLane lane = new SerialLane(stalled::add);
        for (int i = 0; i < 10_000; i++) {
            lane.execute(() -> {});
        }
        assertThatThrownBy(() -> lane.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        stalled.remove().run();
        lane.execute(() -> {});
    }

    @Test
    void goesOnBehindATaskThatFails() {
        List<String> ran = new ArrayList<>();
        SerialLane lane = new SerialLane(Runnable::run);
        lane.execute(() -> {
            throw new IllegalStateException("expected by this test");
        });
        lane.execute(() -> ran.add("next"));
        assertThat(ran).containsExactly("next");
    }
}
