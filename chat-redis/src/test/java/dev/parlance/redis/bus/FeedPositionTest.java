package dev.parlance.redis.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.redis.log.Missed;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** A room's log, a line that drops, breaks and is late, readings that come late or fail: what a feed then tells. */
class FeedPositionTest {
    private static final RoomId ROOM = new RoomId("room");
    private static final User ADA = User.of("ada", "Ada");

    private enum Step {
        POST,
        JOIN,
        HEAR,
        HEAR_TWICE,
        DROP,
        BREAK,
        READ,
        READ_LATE,
        FAIL,
        FORGET,
        LOSE
    }

    /** The store, the line and whoever is told. */
    private static final class World implements FeedPosition.Outlet {
        private final FeedPosition feed = new FeedPosition(this, new Backlog(new Backlog.Sum(1 << 20)));
        private final Deque<ChannelMessage> line = new ArrayDeque<>();
        private final List<String> told = new ArrayList<>();
        private int epoch = 1;
        private long offset;
        private long oldest = 1;
        private long version;
        private byte[] announcement = {};
        private int reading;
        private Position since = new Position("-", 0);
        private @Nullable Missed late;
        private int lateReading;
        private boolean open;
        private @Nullable Position last;
        private boolean gapBefore;
        private boolean ready;

        World() {
            feed.confirmed();
            open = true;
            answer();
        }

        void take(Step step) {
            switch (step) {
                case POST -> say("P" + ++offset + " e" + epoch + " 0 0 t body");
                case JOIN -> {
                    announcement = ("J" + ++version + " user").getBytes(StandardCharsets.UTF_8);
                    say(new String(announcement, StandardCharsets.UTF_8));
                }
                case HEAR -> hear(line.poll());
                case HEAR_TWICE -> {
                    ChannelMessage next = line.peek();
                    if (next != null && !next.isPresence()) {
                        hear(next);
                    }
                    hear(line.poll());
                }
                case DROP -> line.poll();
                case BREAK -> {
                    line.clear();
                    feed.confirmed();
                }
                case READ -> answer();
                case READ_LATE -> {
                    if (open) {
                        open = false;
                        late = missed();
                        lateReading = reading;
                    } else {
                        answerLate();
                    }
                }
                case FAIL -> {
                    if (open) {
                        open = false;
                        feed.failed(reading);
                    }
                }
                case FORGET -> oldest = Math.max(oldest, offset);
                case LOSE -> {
                    epoch++;
                    offset = 0;
                    oldest = 1;
                }
            }
        }

        private void say(String payload) {
            ChannelMessage heard = ChannelMessage.read(payload.getBytes(StandardCharsets.UTF_8));
            assertThat(heard).isNotNull();
            line.add(heard);
        }

        private void hear(@Nullable ChannelMessage heard) {
            if (heard != null) {
                feed.heard(heard);
            }
        }

        void answer() {
            if (open) {
                open = false;
                feed.read(reading, missed());
            }
        }

        /** The store has answered a while ago, and perhaps another reading has begun since. */
        private void answerLate() {
            Missed come = late;
            late = null;
            if (come != null) {
                feed.read(lateReading, come);
            }
        }

        private Missed missed() {
            Position here = new Position("e" + epoch, offset);
            boolean known = since.epoch().equals(here.epoch()) && since.offset() <= offset;
            boolean complete = known && since.offset() >= oldest - 1;
            List<Message> messages = new ArrayList<>();
            for (long each = since.offset() + 1; complete && each <= offset; each++) {
                messages.add(Message.stored(ROOM, ADA, new Position(here.epoch(), each), Instant.EPOCH)
                        .changeOffset(each)
                        .text("text")
                        .build());
            }
            return new Missed(messages, complete, known, here, version, announcement);
        }

        @Override
        public void tell(ChannelMessage heard) {
            Position place = heard.place();
            if (place == null) {
                told.add("presence " + heard.version());
            } else {
                tell(place);
            }
        }

        @Override
        public void tell(RoomEvent event) {
            tell(((RoomEvent.Posted) event).message().position());
        }

        private void tell(Position place) {
            Position before = last;
            if (before != null && place.epoch().equals(before.epoch())) {
                assertThat(place.offset()).as("told once, in order: %s", told).isGreaterThan(before.offset());
                if (!gapBefore) {
                    assertThat(place.offset()).as("without a hole: %s", told).isEqualTo(before.offset() + 1);
                }
            } else if (before != null && before.offset() > 0) {
                assertThat(gapBefore).as("another log is a gap: %s", told).isTrue();
            }
            told.add(place.toString());
            last = place;
            gapBefore = false;
        }

        @Override
        public void gap() {
            assertThat(ready).as("no gap before the beginning").isTrue();
            told.add("gap");
            gapBefore = true;
        }

        @Override
        public void read(int asked, Position from) {
            reading = asked;
            since = from;
            open = true;
        }

        @Override
        public void ready() {
            assertThat(ready).isFalse();
            ready = true;
            last = new Position("e" + epoch, offset);
        }

        /** All that is on the line comes, and every reading ends: then nothing is missing that no gap was told for. */
        void settle() {
            answerLate();
            while (!line.isEmpty() || open) {
                hear(line.poll());
                answer();
            }
        }
    }

    @Property(tries = 20_000)
    void nothingIsToldTwiceOrOutOfOrderOrIsMissingWithoutAGap(@ForAll("programs") List<Step> steps) {
        World world = new World();

        steps.forEach(world::take);
        world.take(Step.BREAK);
        world.settle();

        assertThat(world.feed.state()).isEqualTo(FeedPosition.State.LIVE);
        Position end = new Position("e" + world.epoch, world.offset);
        assertThat(world.gapBefore || end.equals(world.last) || (world.offset == 0 && isPristine(world.last)))
                .as("%s after %s, at %s", world.told, steps, end)
                .isTrue();
    }

    private static boolean isPristine(@Nullable Position last) {
        return last == null || last.offset() == 0;
    }

    @Property(tries = 2_000)
    void aFeedThatWasReadAnewIsLiveAndTellsTheNextAtOnce(@ForAll("programs") List<Step> steps) {
        World world = new World();
        steps.forEach(world::take);
        world.take(Step.BREAK);
        world.settle();
        int before = world.told.size();

        world.take(Step.POST);
        world.take(Step.HEAR);

        if (world.offset > 1) {
            assertThat(world.told.subList(before, world.told.size()))
                    .containsExactly(new Position("e" + world.epoch, world.offset).toString());
        }
    }

    @Example
    void whatWaitsIsToldOnceTheLogIsRead() {
        World world = new World();
        world.feed.confirmed();
        world.take(Step.POST);
        world.take(Step.HEAR);
        assertThat(world.told).isEmpty();
        assertThat(world.feed.state()).isEqualTo(FeedPosition.State.READING);

        world.answer();

        assertThat(world.told).hasSize(1);
        assertThat(world.feed.state()).isEqualTo(FeedPosition.State.LIVE);
    }

    @Example
    void aReadingThatFailsIsAGapAndTheNextEventReadsAnew() {
        World world = new World();
        world.take(Step.BREAK);
        world.take(Step.FAIL);
        assertThat(world.feed.state()).isEqualTo(FeedPosition.State.ADRIFT);
        assertThat(world.told).containsExactly("gap");

        world.take(Step.POST);
        world.take(Step.HEAR);

        assertThat(world.feed.state()).isEqualTo(FeedPosition.State.READING);
    }

    @Example
    void beyondItsBoundWhatIsHeardIsLeftToTheLogWhichIsReadAgain() {
        World world = new World();
        world.feed.confirmed();
        world.answer();
        world.feed.confirmed();
        Missed early = world.missed();
        for (int i = 0; i <= Backlog.MOST; i++) {
            world.take(Step.POST);
            world.take(Step.HEAR);
        }
        world.feed.read(world.reading, early);
        assertThat(world.feed.state()).isEqualTo(FeedPosition.State.READING);
        assertThat(world.told).isEmpty();

        world.answer();

        assertThat(world.told).hasSize(Backlog.MOST + 1);
    }

    @Provide
    Arbitrary<List<Step>> programs() {
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(6, Arbitraries.just(Step.POST)),
                        net.jqwik.api.Tuple.of(6, Arbitraries.just(Step.HEAR)),
                        net.jqwik.api.Tuple.of(4, Arbitraries.just(Step.READ)),
                        net.jqwik.api.Tuple.of(3, Arbitraries.of(Step.class)))
                .list()
                .ofMaxSize(40);
    }
}
