package dev.parlance.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlance.broker.store.StorePort;
import dev.parlance.broker.store.StoreTransaction;
import dev.parlance.broker.store.StoreUnavailableException;
import dev.parlance.broker.store.UnsureCommitException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The contract of {@link StorePort}, a test for each rule of that name. Extend it, say which store to test, and run it; then run {@link BrokerTck} over a {@link PortBrokerStore} of the
 * same store, which proves what comes of the port.
 */
public abstract class PortTck {
    private static final int LONG = 1 << 20;

    private final String nonce = UUID.randomUUID().toString();
    private final List<StorePort> ports = new ArrayList<>();
    private @Nullable PortStore opened;

    /** Made by the implementor's class. */
    protected PortTck() {}

    /**
     * Opens the store for one test.
     *
     * @return the store, closed at the end of the test
     */
    protected abstract PortStore openStore();

    /**
     * How long a test waits for what must be heard before it fails.
     *
     * @return 10 seconds unless overridden
     */
    protected Duration patience() {
        return Duration.ofSeconds(10);
    }

    @BeforeEach
    final void open() {
        opened = openStore();
    }

    @AfterEach
    final void close() {
        ports.forEach(StorePort::close);
        store().close();
    }

    private PortStore store() {
        PortStore store = opened;
        if (store == null) {
            throw new IllegalStateException("no store is open");
        }
        return store;
    }

    private StorePort port() {
        StorePort port = store().newPort();
        ports.add(port);
        return port;
    }

    private PortEar ear(StorePort port) {
        PortEar ear = new PortEar(patience());
        port.listen(ear);
        return ear;
    }

    private String key(String name) {
        return nonce + "/" + name;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void put(StorePort port, String key, String value) {
        port.transaction(transaction -> {
            transaction.put(key, bytes(value), null);
            return key;
        });
    }

    private static void tell(StorePort port, String... texts) {
        port.transaction(transaction -> {
            Stream.of(texts).forEach(text -> transaction.tell(bytes(text)));
            return texts;
        });
    }

    /** The text under a key, or "nothing". */
    private static String read(StorePort port, String key) {
        return port.transaction(transaction -> text(transaction, key));
    }

    private static String text(StoreTransaction transaction, String key) {
        byte[] value = transaction.get(key);
        return value == null ? "nothing" : new String(value, StandardCharsets.UTF_8);
    }

    private List<String> scan(StoreTransaction transaction, String from, String to, int limit, boolean backwards) {
        return transaction.scan(key(from), key(to), limit, backwards).stream()
                .map(each ->
                        each.key().substring(key("").length()) + "=" + new String(each.value(), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void required_p1_aTransactionThatFailsLeavesNothingAndTellsNothing() {
        StorePort port = port();
        PortEar ear = ear(port);
        put(port, key("kept"), "before");

        assertThatThrownBy(() -> port.transaction(transaction -> {
                    transaction.put(key("new"), bytes("value"), null);
                    transaction.delete(key("kept"));
                    transaction.tell(bytes("told by one that failed"));
                    throw new IllegalArgumentException("its own fault");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(read(port, key("new"))).isEqualTo("nothing");
        assertThat(read(port, key("kept"))).isEqualTo("before");
        tell(port, "fence");
        assertThat(ear.next()).isEqualTo("fence");
    }

    @Test
    void required_p1_allOfATransactionIsSeenByAnotherPortOnceItHasEnded() {
        StorePort one = port();
        StorePort another = port();

        one.transaction(transaction -> {
            transaction.put(key("a"), bytes("1"), null);
            transaction.put(key("b"), bytes("2"), null);
            return transaction;
        });

        assertThat(read(another, key("a")) + read(another, key("b"))).isEqualTo("12");
    }

    @Test
    void required_p2_everyPortHearsWhatWasToldOnceAndInTheOrderTold() {
        StorePort one = port();
        StorePort another = port();
        List<PortEar> ears = List.of(ear(one), ear(another));

        tell(one, "1", "2", "3");
        tell(another, "4", "5");
        tell(one, "6");

        ears.forEach(ear -> assertThat(ear.next(6)).containsExactly("1", "2", "3", "4", "5", "6"));
    }

    @Test
    void required_p2_allHearOneOrderThatIsTheOrderOfTheCommits() {
        StorePort one = port();
        StorePort another = port();
        List<PortEar> ears = List.of(ear(one), ear(another));
        Runnable first = () -> count(one, 100);
        Runnable second = () -> count(another, 100);

        Crowd.run(patience(), first, second);

        List<String> order =
                IntStream.rangeClosed(1, 200).mapToObj(Integer::toString).toList();
        ears.forEach(ear -> assertThat(ear.next(200)).isEqualTo(order));
    }

    /** Counts on under a lock, and tells each number. */
    private void count(StorePort port, int times) {
        for (int i = 0; i < times; i++) {
            port.transaction(transaction -> {
                transaction.lock(key("lock"));
                byte[] before = transaction.get(key("count"));
                int next = before == null ? 1 : Integer.parseInt(new String(before, StandardCharsets.UTF_8)) + 1;
                transaction.put(key("count"), bytes("" + next), null);
                transaction.tell(bytes("" + next));
                return next;
            });
        }
    }

    @Test
    void required_p2_equalThingsAreHeardAsOftenAsTheyWereTold() {
        StorePort port = port();
        PortEar ear = ear(port);

        tell(port, "same", "same");
        tell(port, "same");
        tell(port, "fence");

        assertThat(ear.next(4)).containsExactly("same", "same", "same", "fence");
    }

    @Test
    void required_p2_shortAndLongArriveWholeAndInTheirOrder() {
        StorePort port = port();
        PortEar ear = ear(port);
        List<String> told =
                Stream.of(0, 1, 5_000, 8_000, LONG, 9_000, 2).map("x"::repeat).toList();

        told.forEach(text -> tell(port, text));
        tell(port, told.toArray(String[]::new));

        assertThat(ear.next(told.size())).isEqualTo(told);
        assertThat(ear.next(told.size())).isEqualTo(told);
    }

    @Test
    void required_p2_anyByteCanBeTold() {
        StorePort port = port();
        PortEar ear = ear(port);

        port.transaction(transaction -> {
            transaction.tell(everyByte());
            return transaction;
        });

        assertThat(ear.nextBytes()).isEqualTo(everyByte());
    }

    private static byte[] everyByte() {
        byte[] all = new byte[256];
        IntStream.range(0, all.length).forEach(i -> all[i] = (byte) i);
        return all;
    }

    @Test
    void required_p2_whatWasToldBeforeListeningIsNotHeard() {
        StorePort one = port();
        tell(one, "before");
        PortEar ear = ear(port());

        tell(one, "after");

        assertThat(ear.next()).isEqualTo("after");
    }

    @Test
    void required_p3_whoCountsUnderALockMissesNothing() {
        StorePort one = port();
        StorePort another = port();

        Crowd.run(patience(), () -> count(one, 50), () -> count(one, 50), () -> count(another, 50));

        assertThat(read(one, key("count"))).isEqualTo("150");
    }

    @Test
    void required_p3_aLockThatIsHeldCanBeTakenAgainAndEndsWithTheTransaction() {
        StorePort one = port();

        String held = one.transaction(transaction -> {
            transaction.lock(key("lock"));
            transaction.lock(key("lock"));
            return "held";
        });

        assertThat(held).isEqualTo("held");
        count(port(), 1);
    }

    @Test
    void required_p3_aLockEndsWithATransactionThatFailsToo() {
        StorePort one = port();

        assertThatThrownBy(() -> one.transaction(transaction -> {
                    transaction.lock(key("lock"));
                    throw new IllegalArgumentException("its own fault");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        count(port(), 1);
    }

    @Test
    void required_p4_aTransactionSeesWhatItDid() {
        StorePort port = port();
        put(port, key("a"), "before");

        List<String> seen = port.transaction(transaction -> {
            transaction.put(key("a"), bytes("1"), null);
            transaction.put(key("b"), bytes("2"), null);
            transaction.put(key("c"), bytes("3"), null);
            transaction.delete(key("b"));
            assertThat(text(transaction, key("a"))).isEqualTo("1");
            assertThat(text(transaction, key("b"))).isEqualTo("nothing");
            return scan(transaction, "a", "z", 10, false);
        });

        assertThat(seen).containsExactly("a=1", "c=3");
    }

    @Test
    void required_p4_anyBytesComeBackAsTheyWere() {
        StorePort port = port();
        for (byte[] value : List.of(new byte[0], everyByte(), new byte[LONG])) {
            port.transaction(transaction -> {
                transaction.put(key("value"), value, null);
                return value;
            });

            Optional<byte[]> kept = port.transaction(transaction -> Optional.ofNullable(transaction.get(key("value"))));

            assertThat(kept.orElseThrow()).isEqualTo(value);
        }
    }

    @Test
    void required_p5_aScanKeepsOrderAndBounds() {
        StorePort port = port();
        Stream.of("e", "a", "d", "b", "c").forEach(each -> put(port, key(each), each));

        port.transaction(transaction -> {
            assertThat(scan(transaction, "b", "e", 10, false)).containsExactly("b=b", "c=c", "d=d");
            assertThat(scan(transaction, "b", "e", 10, true)).containsExactly("d=d", "c=c", "b=b");
            assertThat(scan(transaction, "b", "e", 2, false)).containsExactly("b=b", "c=c");
            assertThat(scan(transaction, "b", "e", 2, true)).containsExactly("d=d", "c=c");
            assertThat(scan(transaction, "x", "z", 2, false)).isEmpty();
            return transaction;
        });
    }

    @Test
    void required_p5_keysAreOrderedByTheirCharactersInAscii() {
        StorePort port = port();
        List<String> order =
                List.of("x", "x!", "x%41", "x-", "x.", "x/", "x0", "x9", "xA", "xZ", "x_", "xa", "xz", "x~");
        order.stream().sorted((a, b) -> b.compareTo(a)).forEach(each -> put(port, key(each), ""));

        List<String> found = port.transaction(transaction -> scan(transaction, "x", "y", 100, false));

        assertThat(found)
                .containsExactlyElementsOf(
                        order.stream().map(each -> each + "=").toList());
    }

    @Test
    void required_p6_whatHadATimeIsGoneWhenThatHasPassed() {
        StorePort port = port();
        port.transaction(transaction -> {
            Instant soon = transaction.now().plusSeconds(2);
            transaction.put(key("a"), bytes("for ever"), null);
            transaction.put(key("b"), bytes("soon gone"), soon);
            transaction.put(key("c"), bytes("not so soon"), soon.plusSeconds(3_600));
            transaction.put(key("d"), bytes("soon gone, but"), soon);
            transaction.put(key("d"), bytes("kept again"), null);
            return soon;
        });
        assertThat(read(port, key("b"))).isEqualTo("soon gone");

        store().advance(Duration.ofSeconds(3));

        assertThat(read(port, key("b"))).isEqualTo("nothing");
        List<String> left = port.transaction(transaction -> scan(transaction, "a", "z", 10, false));
        assertThat(left).containsExactly("a=for ever", "c=not so soon", "d=kept again");
    }

    @Test
    void required_p6_whatHadATimeCanBeKeptAnewOnceThatHasPassed() {
        StorePort port = port();
        port.transaction(transaction -> {
            transaction.put(key("a"), bytes("old"), transaction.now());
            return transaction;
        });
        assertThat(read(port, key("a"))).isEqualTo("nothing");

        put(port, key("a"), "new");

        assertThat(read(port, key("a"))).isEqualTo("new");
    }

    @Test
    void required_p6_allPortsHaveOneClockThatMovesOn() {
        Instant one = port().transaction(StoreTransaction::now);
        store().advance(Duration.ofSeconds(2));
        Instant another = port().transaction(StoreTransaction::now);

        assertThat(another).isBetween(one.plusSeconds(2), one.plusSeconds(2).plus(patience()));
    }

    @Test
    void optional_p7_aBrokenLineIsToldAndHearsAgain() {
        StorePort one = port();
        StorePort another = port();
        PortEar ear = ear(one);
        tell(another, "before");
        assertThat(ear.next()).isEqualTo("before");

        store().breakLine(one);
        tell(another, "perhaps lost");

        ear.awaitBroken();
        tell(another, "after");
        ear.awaitText("after");
    }

    @Test
    void required_p8_whatTheWorkThrowsComesOutUnchanged() {
        StorePort port = port();
        RuntimeException fault = new IllegalArgumentException("its own fault");

        assertThatThrownBy(() -> port.transaction(transaction -> {
                    throw fault;
                }))
                .isSameAs(fault);
    }

    @Test
    void optional_p8_aCommitWhoseAnswerIsLostIsUnsureThoughItTookEffect() {
        assertThat(afterLostAnswer(true)).isEqualTo("1");
    }

    @Test
    void optional_p8_aCommitWhoseAnswerIsLostIsUnsureAndMayNotHaveTakenEffect() {
        assertThat(afterLostAnswer(false)).isEqualTo("nothing");
    }

    private String afterLostAnswer(boolean committed) {
        StorePort port = port();
        StorePort another = port();
        store().loseNextAnswer(port, committed);

        assertThatThrownBy(() -> put(port, key("a"), "1")).isInstanceOf(UnsureCommitException.class);

        put(port, key("b"), "the port goes on");
        return read(another, key("a"));
    }

    @Test
    void required_p10_theGenerationIsOneOverAllPortsAndStays() {
        StorePort one = port();
        String generation = one.transaction(StoreTransaction::generation);
        put(one, key("a"), "1");
        store().advance(Duration.ofSeconds(2));

        assertThat(generation).matches("[ -~]{1,64}");
        assertThat(one.transaction(StoreTransaction::generation)).isEqualTo(generation);
        assertThat(port().transaction(StoreTransaction::generation)).isEqualTo(generation);
    }

    @Test
    void optional_p10_aStoreThatFellBackIsOfAGenerationThatItNeverHad() {
        StorePort port = port();
        Runnable fallBack = store().snapshot();
        List<String> generations = new ArrayList<>();
        for (int fall = 0; fall < 3; fall++) {
            put(port, key("a"), "lost");
            generations.add(port.transaction(StoreTransaction::generation));
            fallBack.run();
            awaitService(port);
            assertThat(read(port, key("a"))).isEqualTo("nothing");
        }

        assertThat(generations).doesNotHaveDuplicates();
    }

    private void awaitService(StorePort port) {
        Wait.untilEqual(true, patience(), () -> {
            try {
                return read(port, key("service")).equals("nothing");
            } catch (StoreUnavailableException e) {
                return false;
            }
        });
    }

    @Test
    void required_p9_aClosedPortDoesNothingAndHearsNothing() {
        StorePort closed = port();
        StorePort other = port();
        PortEar ear = ear(closed);
        PortEar fence = ear(other);

        closed.close();
        closed.close();
        tell(other, "to nobody");

        assertThat(fence.next()).isEqualTo("to nobody");
        assertThat(ear.isEmpty()).isTrue();
        assertThatThrownBy(() -> put(closed, key("a"), "1")).isExactlyInstanceOf(StoreUnavailableException.class);
        assertThat(read(other, key("a"))).isEqualTo("nothing");
    }
}
