package dev.parlance.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.ChatBroker;
import dev.parlance.model.Receipt;
import dev.parlance.model.RoomId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** Clients that publish and listen all along on two nodes, whatever happens to the store; and what must be true of them afterwards. */
final class Traffic implements AutoCloseable {
    final RoomId room = new RoomId("the room");
    final List<ChatBroker> nodes;
    final List<Follower> followers = new ArrayList<>();
    final List<Talker> careful = new ArrayList<>();
    final List<Talker> hasty = new ArrayList<>();

    Traffic(ChatBroker... nodes) {
        this.nodes = List.of(nodes);
        for (ChatBroker node : nodes) {
            followers.add(new Follower(room).follow(node));
        }
        int number = 0;
        for (ChatBroker node : nodes) {
            number++;
            careful.add(new Talker(node, room, "careful-" + number, true));
            hasty.add(new Talker(node, room, "hasty-" + number, false));
        }
        flow(100);
    }

    /** Waits until every talker has placed so many more. */
    void flow(int more) {
        List<Integer> before = talkers().stream().map(Talker::count).toList();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            boolean all = true;
            for (int i = 0; i < before.size(); i++) {
                all &= talkers().get(i).count() >= before.get(i) + more;
            }
            return all;
        });
    }

    /** Ends the talking, and waits until everyone has heard it out. */
    void end() {
        talkers().forEach(Talker::end);
        followers.forEach(follower -> Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> {
                    assertThat(follower.isReading()).isFalse();
                    assertThat(follower.lacks(placedIn(follower.epoch()))).isEmpty();
                }));
    }

    /** No acknowledged message is missing from any view, none is doubled, order held, and all views are one. */
    void assertNothingLost() {
        for (Follower follower : followers) {
            assertThat(follower.faults).isEmpty();
            assertThat(follower.restarts()).as("told that all is lost").isZero();
            assertThat(follower.doubled()).isEmpty();
            talkers()
                    .forEach(talker -> assertThat(follower.textsAmong(talker.placed.keySet()))
                            .as("what %s said, in order", talker)
                            .isEqualTo(List.copyOf(talker.placed.keySet())));
        }
        assertThat(followers.get(0).texts()).isEqualTo(followers.get(1).texts());
        careful.forEach(talker -> assertThat(talker.failures).allMatch(failure -> failure.retryable()));
    }

    /** As above, for what was acknowledged since the log was lost; and everybody was told. */
    void assertNothingLostSilently() {
        for (Follower follower : followers) {
            assertThat(follower.faults).isEmpty();
            assertThat(follower.gaps()).as("gaps told").isPositive();
            assertThat(follower.restarts()).as("told that all is lost").isPositive();
            assertThat(follower.doubled()).isEmpty();
            assertThat(follower.lacks(placedIn(follower.epoch()))).isEmpty();
        }
        assertThat(followers.get(0).texts()).isEqualTo(followers.get(1).texts());
    }

    private List<String> placedIn(String epoch) {
        List<String> texts = new ArrayList<>();
        for (Talker talker : talkers()) {
            for (Map.Entry<String, Receipt> each : talker.placed.entrySet()) {
                if (each.getValue().position().epoch().equals(epoch)) {
                    texts.add(each.getKey());
                }
            }
        }
        return texts;
    }

    private List<Talker> talkers() {
        List<Talker> all = new ArrayList<>(careful);
        all.addAll(hasty);
        return all;
    }

    @Override
    public void close() {
        nodes.forEach(node -> node.stop().toCompletableFuture().join());
    }
}
