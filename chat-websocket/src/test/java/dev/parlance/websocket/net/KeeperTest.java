package dev.parlance.websocket.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class KeeperTest {
    private static final long NEVER = TimeUnit.DAYS.toNanos(1);
    private static final long AT_ONCE = 1000;

    private final Semaphore looks = new Semaphore(0);

    private void failingLook() {
        looks.release();
        throw new OutOfMemoryError("on purpose");
    }

    @Test
    void whateverALookThrowsTheNextOneComes() throws Exception {
        Keeper keeper = new Keeper("keeper-test", this::failingLook, AT_ONCE);
        keeper.start();
        assertThat(looks.tryAcquire(3, 60, TimeUnit.SECONDS)).isTrue();
        keeper.dismiss(10_000);
        assertThat(keeper.isAlive()).isFalse();
    }

    @Test
    void whoIsCalledLooksWithoutWaitingForThePace() throws Exception {
        Keeper keeper = new Keeper("keeper-test", looks::release, NEVER);
        keeper.start();
        keeper.call();
        assertThat(looks.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
        keeper.call();
        assertThat(looks.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
        keeper.dismiss(10_000);
        assertThat(keeper.isAlive()).isFalse();
    }

    @Test
    void whoIsCalledDuringALookThatWaitsItselfLooksAgain() throws Exception {
        AtomicReference<Keeper> self = new AtomicReference<>();
        Keeper keeper = new Keeper(
                "keeper-test",
                () -> {
                    if (self.get() != null) {
                        self.getAndSet(null).call();
                        LockSupport.parkNanos(1); // takes the wake
                    }
                    looks.release();
                },
                NEVER);
        self.set(keeper);
        keeper.start();
        keeper.call();
        assertThat(looks.tryAcquire(2, 60, TimeUnit.SECONDS)).isTrue();
        keeper.dismiss(10_000);
    }

    @Test
    void itKeepsTheProcessWhileThereIsNoOtherThread() {
        assertThat(new Keeper("keeper-test", looks::release, NEVER).isDaemon()).isFalse();
    }

    @Test
    void aLookThatNeverEndsDoesNotHoldUpWhoDismisses() throws Exception {
        Semaphore end = new Semaphore(0);
        Keeper keeper = new Keeper(
                "keeper-test",
                () -> {
                    looks.release();
                    end.acquireUninterruptibly();
                },
                AT_ONCE);
        keeper.start();
        assertThat(looks.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
        keeper.dismiss(20);
        assertThat(keeper.isAlive()).isTrue();
        end.release();
    }
}
