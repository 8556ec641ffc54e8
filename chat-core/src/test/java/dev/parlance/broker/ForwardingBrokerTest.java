package dev.parlance.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Mention;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.Reaction;
import dev.parlance.model.ReadMark;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomKind;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ForwardingBrokerTest {
    private static final RoomId ROOM = new RoomId("blue");
    private static final User ADA = User.of("ada", "Ada");
    private static final Message MESSAGE = Message.stored(ROOM, ADA, new Position("e", 1), Instant.EPOCH)
            .text("hello")
            .build();
    private static final Map<Class<?>, Object> VALUES = Map.ofEntries(
            Map.entry(BrokerListener.class, recorded(BrokerListener.class, "", new HashMap<>())),
            Map.entry(Topic.class, new Topic.Room(ROOM)),
            Map.entry(Signal.class, Signal.of("typing", Map.of())),
            Map.entry(
                    MessageDraft.class, MessageDraft.builder(ROOM, ADA, "hello").build()),
            Map.entry(Retention.class, Retention.DEFAULT),
            Map.entry(MessageChange.class, new MessageChange(MESSAGE)),
            Map.entry(RoomId.class, ROOM),
            Map.entry(HistoryQuery.class, HistoryQuery.newest(1)),
            Map.entry(Position.class, new Position("e", 1)),
            Map.entry(User.class, ADA),
            Map.entry(UserId.class, ADA.id()),
            Map.entry(Duration.class, Duration.ofSeconds(1)),
            Map.entry(
                    RoomRecord.class, RoomRecord.builder(ROOM, RoomKind.PRIVATE).build()),
            Map.entry(Map.class, Map.of(ADA.id(), RoomRole.OWNER)),
            Map.entry(RoomRole.class, RoomRole.GUEST),
            Map.entry(int.class, 7),
            Map.entry(long.class, 8L),
            Map.entry(boolean.class, true),
            Map.entry(Reaction.class, new Reaction("+", ADA.id(), true)),
            Map.entry(List.class, List.of(MESSAGE.position())),
            Map.entry(Set.class, Set.of(ADA.id())),
            Map.entry(URI.class, URI.create("https://example.org/ada.png")),
            Map.entry(Mention.class, new Mention(ROOM, MESSAGE.id(), ADA.id())),
            Map.entry(
                    ReadMark.class,
                    ReadMark.builder(ADA.id(), ROOM, MESSAGE.position()).build()));

    /** What one call came to. */
    private record Call(String part, Method method, List<Object> arguments) {}

    static Stream<Method> operations() {
        return Arrays.stream(ChatBroker.class.getMethods()).filter(each -> !Modifier.isStatic(each.getModifiers()));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyOperationIsThatOfTheBrokerBehind(Method operation) throws ReflectiveOperationException {
        Map<Object, Call> calls = new HashMap<>();
        ChatBroker forwarding = new ForwardingBroker(recorded(ChatBroker.class, "broker", calls));

        List<Object> arguments = arguments(operation);
        Object stage = operation.invoke(forwarding, arguments.toArray());

        assertThat(calls).containsOnly(Map.entry(stage, new Call("broker", operation, arguments)));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyOperationIsThatOfThePartItBelongsTo(Method operation) throws ReflectiveOperationException {
        Map<Object, Call> calls = new HashMap<>();
        ChatBroker forwarding = new ForwardingBroker(
                recorded(ChatBroker.class, "ChatBroker", calls),
                recorded(MessageLog.class, "MessageLog", calls),
                recorded(TopicBus.class, "TopicBus", calls),
                recorded(RoomPresence.class, "RoomPresence", calls),
                recorded(KeptValues.class, "KeptValues", calls),
                recorded(RoomDirectory.class, "RoomDirectory", calls),
                recorded(ReadMarks.class, "ReadMarks", calls),
                recorded(UserProfiles.class, "UserProfiles", calls));

        List<Object> arguments = arguments(operation);
        Object stage = operation.invoke(forwarding, arguments.toArray());

        String part = operation.getDeclaringClass().getSimpleName();
        assertThat(calls).containsOnly(Map.entry(stage, new Call(part, operation, arguments)));
    }

    /** One of each type; of two texts the second is another. */
    private static List<Object> arguments(Method operation) {
        return Arrays.stream(operation.getParameters())
                .map(each -> each.getType() == String.class ? (Object) each.toString() : VALUES.get(each.getType()))
                .toList();
    }

    private static <T> T recorded(Class<T> type, String part, Map<Object, Call> calls) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return method.getName().equals("equals") ? (Object) (proxy == given[0]) : part.hashCode();
                    }
                    Object stage = new CompletableFuture<>();
                    calls.put(stage, new Call(part, method, given == null ? List.of() : List.of(given)));
                    return stage;
                }));
    }
}
