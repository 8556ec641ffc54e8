package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.parlance.broker.Topic;
import dev.parlance.model.ChatException;
import dev.parlance.model.Credentials;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Mention;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.MessageEdit;
import dev.parlance.model.MessageId;
import dev.parlance.model.Position;
import dev.parlance.model.Profile;
import dev.parlance.model.Reaction;
import dev.parlance.model.ReadMark;
import dev.parlance.model.Removal;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomKind;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.Signal;
import dev.parlance.model.UnreadCount;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.policy.Action;
import dev.parlance.protocol.NativeProtocol;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.OwnReactions;
import dev.parlance.transport.RoomPatch;
import dev.parlance.transport.ServerEvent;
import dev.parlance.transport.ServerReply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Nothing falls through: whoever adds a member to a sealed family finds here what has yet to be told of it. That each has words, and that each request is read, is
 * tried beside the words; what the page says the JavaScript client is held to by its own tests.
 */
class FamiliesTest {
    private static final List<Class<?>> FAMILIES = List.of(
            Action.class, ServerEvent.class, ServerReply.class, ClientCommand.class, RoomEvent.class, Topic.class);

    /** Policies are the host's to add to, a frame is told by what was encoded, a kit's client asks for what it waits for, and who reads over HTTP is never asked which of them it is. */
    private static final Set<String> OTHERS = Set.of("Policy", "EncodedFrame", "Told", "HistoryReader");

    /** Those that are right to ask for some members alone, and why. */
    private static final Map<String, String> PARTIAL = Map.of(
            "AllowingAll", "it allows all but to change what others said",
            "RecoverableConnection", "the other commands, and the answers to them, change nothing that is recovered",
            "RecoveryAttempt", "it asks what it expects, and lets the client in as a new one after any other answer",
            "MessagesText", "of the answers that have messages",
            "Watchers", "of what is told on a user's own topic",
            "WatchingDevice", "it hears what a user's own devices are told and nothing of a room",
            "Hearing", "joins and leaves have no place in the log",
            "PresenceRules", "of presence alone",
            "LeaseRules", "of presence alone");

    private static final Pattern SEALED =
            Pattern.compile("(?<!non-)\\bsealed (?:abstract )?(?:interface|class) (\\w+)");
    private static final Pattern DEFAULT = Pattern.compile("\\bdefault ->\\s*(?:\\{\\s*)?([^\\n]*)");
    /** A verdict, or the reason why there is none. */
    private static final Pattern NOT_SILENT = Pattern.compile("^throw |Exception\\(|LOG\\.|//");

    private static final Message MESSAGE = Message.posted(
                    MessageDraft.builder(new RoomId("tea"), User.of("ada", "Ada"), "Hello")
                            .build(),
                    new Position("e", 1),
                    Instant.EPOCH)
            .build();
    private static final Map<Class<?>, Object> SAMPLES = Map.ofEntries(
            Map.entry(String.class, "text"),
            Map.entry(boolean.class, true),
            Map.entry(int.class, 1),
            Map.entry(List.class, List.of()),
            Map.entry(Map.class, Map.of()),
            Map.entry(RoomId.class, MESSAGE.roomId()),
            Map.entry(User.class, MESSAGE.author()),
            Map.entry(Message.class, MESSAGE),
            Map.entry(MessageId.class, MESSAGE.id()),
            Map.entry(
                    Mention.class,
                    new Mention(MESSAGE.roomId(), MESSAGE.id(), MESSAGE.author().id())),
            Map.entry(
                    Profile.class, Profile.builder(MESSAGE.author().id(), "Ada").build()),
            Map.entry(Reaction.class, new Reaction("x", MESSAGE.author().id(), true)),
            Map.entry(OwnReactions.class, OwnReactions.SAID),
            Map.entry(MessageEdit.class, MessageEdit.builder().text("Hi").build()),
            Map.entry(UserId.class, MESSAGE.author().id()),
            Map.entry(long.class, 1L),
            Map.entry(OptionalLong.class, OptionalLong.empty()),
            Map.entry(
                    UnreadCount.class,
                    new UnreadCount(
                            ReadMark.builder(MESSAGE.author().id(), MESSAGE.roomId(), MESSAGE.position())
                                    .build(),
                            0,
                            0)),
            Map.entry(Position.class, MESSAGE.position()),
            Map.entry(Signal.class, Signal.of("closing", Map.of())),
            Map.entry(ChatException.class, new ChatException(ErrorCode.FORBIDDEN, "no")),
            Map.entry(Credentials.class, Credentials.of("ada", "Ada", null)),
            Map.entry(Removal.class, Removal.of(Removal.Kind.KICK, "enough")),
            Map.entry(HistoryQuery.class, HistoryQuery.newest(1)),
            Map.entry(RoomKind.class, RoomKind.OPEN),
            Map.entry(RoomRole.class, RoomRole.GUEST),
            Map.entry(
                    RoomRecord.class,
                    RoomRecord.builder(MESSAGE.roomId(), RoomKind.OPEN).build()),
            Map.entry(RoomPatch.class, RoomPatch.of(room -> room, 0)));

    private final MarkdownPage page = MarkdownPage.read("docs/PROTOCOL.md");

    @Test
    void thePageNamesEveryEventAndNoOther() {
        assertThat(named("event"))
                .containsExactlyInAnyOrderElementsOf(members(ServerEvent.class)
                        .map(FamiliesTest::nameOnTheWire)
                        .toList());
    }

    @Test
    void thePageNamesEveryRequestAndNoOther() {
        assertThat(named("request"))
                .containsExactlyInAnyOrderElementsOf(
                        members(ClientCommand.class).map(ClientCommand::event).toList());
    }

    @Test
    void everySealedFamilyIsLookedAt() {
        Set<String> known = FAMILIES.stream().map(Class::getSimpleName).collect(Collectors.toCollection(TreeSet::new));
        known.addAll(OTHERS);
        assertThat(mainSources()
                        .flatMap(source -> SEALED.matcher(text(source)).results())
                        .map(found -> found.group(1)))
                .isSubsetOf(known);
    }

    @TestFactory
    Stream<DynamicTest> whoAsksForSeveralMembersOfAFamilyKnowsAllOfThem() {
        return mainSources()
                .filter(source -> !PARTIAL.containsKey(simpleName(source)))
                .flatMap(source -> FAMILIES.stream()
                        .filter(family -> asksForSeveral(text(source), family))
                        .map(family -> dynamicTest(
                                simpleName(source) + " knows all of " + family.getSimpleName(),
                                () -> assertThat(unknown(text(source), family)).isEmpty())));
    }

    @TestFactory
    Stream<DynamicTest> aDefaultIsAVerdictOrSaysWhyItIsNone() {
        return mainSources()
                .flatMap(source -> DEFAULT.matcher(text(source))
                        .results()
                        .map(found -> dynamicTest(
                                simpleName(source) + ": " + found.group(1),
                                () -> assertThat(found.group(1)).containsPattern(NOT_SILENT))));
    }

    private Set<String> named(String heading) {
        return page.table(heading).stream()
                .flatMap(row -> Pattern.compile("`(\\w+)`").matcher(row.get(0)).results())
                .map(name -> name.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String nameOnTheWire(ServerEvent event) {
        return DocumentedValues.json(NativeProtocol.encoder().event(event).text())
                .get("event")
                .asString();
    }

    private static <T> Stream<T> members(Class<T> family) {
        return Arrays.stream(family.getPermittedSubclasses()).map(member -> family.cast(sample(member)));
    }

    private static Object sample(Class<?> type) {
        try {
            RecordComponent[] components = type.getRecordComponents();
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Object[] values = Arrays.stream(types)
                    .map(each -> Objects.requireNonNull(SAMPLES.get(each), () -> "SAMPLES has none of " + each))
                    .toArray();
            return type.getConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(type.getName(), e);
        }
    }

    private static boolean asksForSeveral(String source, Class<?> family) {
        return Arrays.stream(family.getPermittedSubclasses())
                        .filter(member -> mentions(source, family, member))
                        .filter(member -> Pattern.compile("instanceof (?:\\w+\\.)?%1$s\\b|\\b%1$s\\.class"
                                        .formatted(member.getSimpleName()))
                                .matcher(source)
                                .find())
                        .count()
                > 1;
    }

    private static List<String> unknown(String source, Class<?> family) {
        return Arrays.stream(family.getPermittedSubclasses())
                .filter(member -> !mentions(source, family, member))
                .map(Class::getSimpleName)
                .toList();
    }

    /** Named with its family, in an import perhaps. */
    private static boolean mentions(String source, Class<?> family, Class<?> member) {
        return Pattern.compile("\\b" + family.getSimpleName() + "\\." + member.getSimpleName() + "\\b")
                .matcher(source)
                .find();
    }

    private static Stream<Path> mainSources() {
        return Repository.files().stream()
                .filter(file ->
                        file.toString().endsWith(".java") && file.toString().contains("/src/main/"));
    }

    private static String simpleName(Path source) {
        return source.getFileName().toString().replace(".java", "");
    }

    private static String text(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
