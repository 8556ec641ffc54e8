package dev.parlance.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.parlance.ChatEngine;
import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.TestLane;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.RoomId;
import dev.parlance.transport.ClientCommand;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A reading that fails, however it does, ends its turn, so that whoever comes next on the lane has theirs. */
class LongReadingTest {
    private static final RoomId TEA = new RoomId("tea");
    /** More than a lane has under way at a time. */
    private static final int MANY = 20;

    private final EngineFixture fixture = new EngineFixture();
    private final TestLane lane = new TestLane();

    private static AssertionError expected() {
        return new AssertionError("expected by this test");
    }

    private static CompletionStage<HistoryPage> stageThatThrows() {
        CompletionStage<HistoryPage> stage = mock();
        when(stage.toCompletableFuture()).thenThrow(expected());
        return stage;
    }

    static Stream<Supplier<CompletionStage<HistoryPage>>> faults() {
        return Stream.of(
                () -> {
                    throw expected();
                },
                () -> CompletableFuture.failedFuture(expected()),
                LongReadingTest::stageThatThrows,
                () -> CompletableFuture.completedFuture(null));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whateverAStoreThrowsWhileALongHistoryIsReadTheNextGetsTheirs(Supplier<CompletionStage<HistoryPage>> fault) {
        boolean[] broken = {false};
        ChatEngine node = fixture.node(
                new ForwardingBroker(InMemoryBroker.builder().hub(fixture.hub).build()) {
                    @Override
                    public CompletionStage<HistoryPage> history(RoomId roomId, HistoryQuery query) {
                        return broken[0] ? fault.get() : super.history(roomId, query);
                    }
                },
                builder -> builder);
        TestClient[] unlucky = new TestClient[MANY];
        for (int i = 0; i < MANY; i++) {
            unlucky[i] =
                    new TestClient(node, lane, fixture.encoder).as("user" + i).join("tea");
        }
        TestClient next = new TestClient(node, lane, fixture.encoder).as("next").join("tea");
        for (TestClient each : unlucky) {
            each.news();
        }
        next.news();

        broken[0] = true;
        for (TestClient each : unlucky) {
            assertThat(asks(each).news()).containsExactly("1:failed INTERNAL_ERROR");
        }
        broken[0] = false;
        assertThat(asks(next).news()).containsExactly("1:history []");
        assertThat(asks(unlucky[0]).news()).as("whose own failed before").containsExactly("1:history []");
    }

    private static TestClient asks(TestClient client) {
        return client.ask(1, new ClientCommand.ReadHistory(TEA, HistoryQuery.newest(10)));
    }
}
