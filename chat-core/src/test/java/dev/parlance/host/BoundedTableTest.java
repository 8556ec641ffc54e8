package dev.parlance.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.parlance.LogLines;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class BoundedTableTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** Each value is until when it says something. */
    private final BoundedTable<String, Long> table = table("a table is full");

    private static BoundedTable<String, Long> table(String full) {
        return new BoundedTable<>(2, full, (until, now) -> now >= until, 0);
    }

    private Long put(String key, long until, long now) {
        return table.update(key, now, before -> until);
    }

    @Test
    void beyondItsBoundWhatSaysNothingAnyMoreMakesRoomAndElseNobodyNewIsRemembered() {
        put("ada", 5 * SECOND, 0);
        put("bo", SECOND, 0);
        assertThat(put("cy", 9 * SECOND, 0)).isNull();
        assertThat(put("ada", 6 * SECOND, 0)).as("who is known").isEqualTo(6 * SECOND);

        assertThat(put("cy", 9 * SECOND, SECOND)).isEqualTo(9 * SECOND);
        assertThat(table.size()).isEqualTo(2);
    }

    @Test
    void itIsLookedThroughOnceASecondAtMost() {
        put("ada", SECOND + 1, 0);
        put("bo", SECOND + 1, 0);
        assertThat(put("cy", 9 * SECOND, SECOND)).isNull();
        assertThat(put("cy", 9 * SECOND, SECOND + 1)).as("just looked through").isNull();
        assertThat(put("cy", 9 * SECOND, 2 * SECOND)).isNotNull();
    }

    @Test
    void whatCannotBeUpdatedStaysAsItWas() {
        put("ada", SECOND, 0);
        assertThatIllegalStateException()
                .isThrownBy(() -> table.update("ada", 0, before -> {
                    throw new IllegalStateException("expected by this test");
                }));
        assertThat(table.update("ada", 0, before -> before)).isEqualTo(SECOND);
    }

    @Test
    void thatItIsFullIsSaidOnceHoweverManyCome() throws InterruptedException {
        try (LogLines log = new LogLines(BoundedTable.class.getName())) {
            BoundedTable<String, Long> other = table("another table is full");
            for (int i = 0; i < 100; i++) {
                other.update("stranger " + i, 0, before -> SECOND);
            }
            assertThat(nextOfTheOther(log, 10_000)).isTrue();
            other.update("one more", 0, before -> SECOND);
            assertThat(nextOfTheOther(log, 100)).isFalse();
        }
    }

    /** Lines are written by a thread of their own: those of other tests may come yet. */
    private static boolean nextOfTheOther(LogLines log, long millis) throws InterruptedException {
        LogRecord line;
        do {
            line = log.lines.poll(millis, TimeUnit.MILLISECONDS);
        } while (line != null && !line.getMessage().contains("another table is full: 2"));
        return line != null;
    }
}
