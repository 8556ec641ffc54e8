package dev.parlance.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OffsetSetTest {
    @Test
    void countsLikeASetWhateverComesAndGoes() {
        SplittableRandom random = new SplittableRandom(1);
        OffsetSet offsets = new OffsetSet(20);
        TreeSet<Long> model = new TreeSet<>();
        for (int i = 0; i < 5_000; i++) {
            long offset = random.nextLong(60);
            if (random.nextInt(3) > 0) {
                offsets.add(offset);
                if (model.add(offset) && model.size() > 20) {
                    model.pollFirst();
                }
            } else if (random.nextInt(10) == 0) {
                offsets.removeUpTo(offset / 4);
                model.headSet(offset / 4, true).clear();
            } else {
                offsets.remove(offset);
                model.remove(offset);
            }
            assertThat(offsets.size()).isEqualTo(model.size());
            long place = random.nextLong(-1, 61);
            assertThat(offsets.countAfter(place))
                    .isEqualTo(model.tailSet(place, false).size());
        }
        assertThat(offsets.bytes()).isBetween(8L * model.size(), 8L * 20);
    }
}
