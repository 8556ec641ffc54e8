package dev.parlance.redis.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;

class CallQueueTest {
    @Test
    void onlyWhatHasNotEndedIsOverdue() {
        CallQueue queue = new CallQueue(9);
        Call<?> ended = call(5);
        Call<?> late = call(5);
        Call<?> inTime = call(20);
        for (Call<?> each : new Call<?>[] {ended, late, inTime}) {
            assertThat(queue.offer(each)).isNull();
        }
        ended.end();

        assertThat(queue.overdue(10)).isEqualTo(List.of(late));
        assertThat(queue.overdue(10)).isEmpty();
    }

    private static Call<?> call(long deadlineNanos) {
        return new Call<>(
                (link, firstSentMillis) -> new CommandArguments(Protocol.Command.PING),
                reply -> "",
                Call.Repeat.HARMLESS,
                1,
                deadlineNanos);
    }
}
