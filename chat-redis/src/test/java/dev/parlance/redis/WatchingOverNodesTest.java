package dev.parlance.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.broker.ChatBroker;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Position;
import dev.parlance.model.Profile;
import dev.parlance.model.Receipt;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.transport.AnswerFrame;
import dev.parlance.transport.ChatConnection;
import dev.parlance.transport.ChatSession;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.CloseReason;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.EventFrame;
import dev.parlance.transport.FrameEncoder;
import dev.parlance.transport.ServerEvent;
import dev.parlance.transport.ServerReply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What concerns a user alone goes from node to node over Redis. */
class WatchingOverNodesTest {
    private static final RoomId TEA = new RoomId("watched");
    private static final User BO = User.of("bo", "Bo");

    private final String prefix = "watching:" + UUID.randomUUID() + ":";
    private final List<AutoCloseable> open = new ArrayList<>();

    /** Someone's device, and what it was told. */
    private static final class Device implements ChatConnection {
        private final ExecutorService lane = Executors.newSingleThreadExecutor();
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final ChatSession session;

        Device(ChatEngine node) {
            this(node, BO);
        }

        Device(ChatEngine node, User user) {
            session = node.open(this, user, Map.of());
        }

        Device says(ClientCommand command) {
            session.receive(command, 1, 0);
            return this;
        }

        void hears(String what) throws InterruptedException {
            List<String> others = new ArrayList<>();
            for (String next = "nothing yet"; !next.equals(what); others.add(next)) {
                next = heard.poll(20, TimeUnit.SECONDS);
                assertThat(next).as("%s, after %s", what, others).isNotNull();
            }
        }

        @Override
        public FrameEncoder encoder() {
            return new FrameEncoder() {
                @Override
                public EventFrame event(ServerEvent event) {
                    return new EventFrame(words(event).getBytes(StandardCharsets.UTF_8), 0, event);
                }

                @Override
                public AnswerFrame reply(long requestId, ServerReply reply) {
                    return new AnswerFrame(
                            reply.getClass().getSimpleName().getBytes(StandardCharsets.UTF_8), 0, requestId);
                }
            };
        }

        private static String words(ServerEvent event) {
            if (event instanceof ServerEvent.RoomActivity activity) {
                return "posts " + activity.rooms().get(0).posts();
            }
            return event instanceof ServerEvent.MarkUpdated mark && mark.count() != null
                    ? "unread " + mark.count().unread()
                    : event.name();
        }

        @Override
        public Executor lane() {
            return lane;
        }

        @Override
        public void send(EncodedFrame frame) {
            heard.add(frame.text());
        }

        @Override
        public void close(CloseReason reason) {
            session.disconnected();
            lane.shutdown();
        }
    }

    private ChatEngine node() {
        ChatBroker broker = RedisBroker.of(
                RedisConfig.builder().url(SharedRedis.url()).prefix(prefix).build());
        ChatEngine node = ChatEngine.builder().broker(broker).build();
        open.add(node);
        node.start().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
        return node;
    }

    private static void say(ChatEngine node, String text) {
        node.room(TEA)
                .publish(text)
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    @Test
    void aBellAndAMarkTravelBetweenNodes() throws Exception {
        ChatEngine one = node();
        ChatEngine other = node();
        say(one, "to nobody");
        Device phone = new Device(other).says(new ClientCommand.FollowRoom(TEA));
        phone.hears("Marked");
        phone.says(new ClientCommand.WatchRooms(true)).hears("Watching");

        say(one, "to bo");
        phone.hears("posts 2");

        Position head = one.room(TEA)
                .history(HistoryQuery.newest(1))
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join()
                .position();
        new Device(one)
                .says(new ClientCommand.MarkRead(TEA, head, OptionalLong.empty()))
                .hears("Marked");
        phone.hears("unread 0");
    }

    @Test
    void aReactionAndANewNameTravelBetweenNodes() throws Exception {
        ChatEngine one = node();
        ChatEngine other = node();
        Device phone = new Device(other).says(new ClientCommand.WatchRooms(true));
        phone.hears("Watching");

        Receipt said = one.room(TEA)
                .publish("to all")
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
        one.room(TEA).react(BO, said.messageId(), "x", true);
        phone.hears("own_reaction");

        while (called(one).isEmpty()) { // until the first name is kept, which nobody waits for
            Thread.onSpinWait();
        }
        new Device(one, User.of(BO.id(), "Bob"));
        phone.hears("profile_updated");
        assertThat(called(other).orElseThrow().name()).isEqualTo("Bob");
    }

    private static Optional<Profile> called(ChatEngine node) {
        Map<UserId, Profile> known = node.profiles(Set.of(BO.id()))
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
        return Optional.ofNullable(known.get(BO.id()));
    }
}
