package dev.parlance.redis.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private final Backlog.Sum sum = new Backlog.Sum(3 << 20);

    @Test
    void oneRoomHoldsAsManyBytesAsItMayAndTheEventThatWasTheLastToFit() {
        Backlog backlog = new Backlog(sum);
        for (int i = 0; i < 12; i++) {
            backlog.add(heard(Backlog.MOST_BYTES / 10));
        }

        assertThat(backlog.size()).isEqualTo(10);
        assertThat(backlog.isWhole()).isFalse();
    }

    @Test
    void allRoomsOfANodeShareASum() {
        for (int i = 0; i < 3; i++) {
            new Backlog(sum).add(heard(Backlog.MOST_BYTES));
        }
        Backlog fourth = new Backlog(sum);

        fourth.add(heard(10));

        assertThat(fourth.isWhole()).isFalse();
    }

    @Test
    void whatIsTakenOrClearedMakesRoomForOthers() {
        Backlog one = new Backlog(sum);
        Backlog two = new Backlog(sum);
        one.add(heard(2 << 20));
        two.add(heard(2 << 20));
        one.clear();
        two.next();
        assertThat(sum.isFull()).isFalse();

        two.add(heard(10));

        assertThat(two.size()).isEqualTo(1);
        assertThat(two.isWhole()).isTrue();
    }

    private static ChannelMessage heard(int bytes) {
        String payload = "P1 epoch " + "x".repeat(bytes);
        return Objects.requireNonNull(ChannelMessage.read(payload.getBytes(StandardCharsets.UTF_8)));
    }
}
