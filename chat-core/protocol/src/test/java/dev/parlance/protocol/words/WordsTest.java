package dev.parlance.protocol.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlance.model.Activity;
import dev.parlance.model.Attachment;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.FileId;
import dev.parlance.model.FollowedPage;
import dev.parlance.model.FollowedRoom;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.Mention;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.MessageEdit;
import dev.parlance.model.MessageId;
import dev.parlance.model.MessagePage;
import dev.parlance.model.Position;
import dev.parlance.model.Profile;
import dev.parlance.model.Reaction;
import dev.parlance.model.ReadMark;
import dev.parlance.model.Receipt;
import dev.parlance.model.Removal;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomHead;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomKind;
import dev.parlance.model.RoomMember;
import dev.parlance.model.RoomMemberPage;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.Signal;
import dev.parlance.model.ThreadSummary;
import dev.parlance.model.UnreadCount;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.model.UserPage;
import dev.parlance.protocol.json.JsonBytes;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.OwnReactions;
import dev.parlance.transport.ServerEvent;
import dev.parlance.transport.ServerReply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each member of the sealed families of the border has words: who adds one adds them here. */
class WordsTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final User ADA = User.of("ada", "Ada");
    private static final Position HERE = new Position("e", 3);
    private static final ChatException NO = new ChatException(ErrorCode.FORBIDDEN, "no");
    private static final Message MESSAGE = Message.posted(
                    MessageDraft.builder(TEA, ADA, "Hello").build(), HERE, Instant.ofEpochMilli(1_790_000_000_000L))
            .build();

    private static final URI PICTURE = URI.create("https://pictures.example/ada");
    private static final RoomRecord RECORD = RoomRecord.builder(TEA, RoomKind.PRIVATE)
            .name("Tea")
            .topic("black")
            .picture(URI.create("https://pictures.example/tea"))
            .retention(new Retention(50, Duration.ofHours(1)))
            .readOnly(true)
            .slowMode(Duration.ofSeconds(5))
            .stored(2, Instant.ofEpochMilli(7))
            .build();
    private static final RoomMember MEMBER = new RoomMember(ADA.id(), RoomRole.OWNER, Instant.ofEpochMilli(8));

    private static final ReadMark MARK =
            ReadMark.builder(ADA.id(), TEA, HERE).number(2).version(4).build();

    private static FollowedRoom.Builder followed() {
        return FollowedRoom.builder(
                RoomHead.builder(TEA, HERE).posts(2, 0).last(MESSAGE).build(), new UnreadCount(MARK, 0, 0));
    }

    static Stream<ServerEvent> events() {
        return Stream.of(
                new ServerEvent.MessagePosted(MESSAGE),
                new ServerEvent.MessageUpdated(MESSAGE),
                new ServerEvent.UserJoined(TEA, ADA),
                new ServerEvent.UserLeft(TEA, ADA),
                new ServerEvent.UsersChanged(TEA, 60, List.of(ADA), List.of()),
                new ServerEvent.UserTyping(TEA, ADA, true),
                new ServerEvent.Signalled(TEA, Signal.of("closing", Map.of())),
                new ServerEvent.RoomUpdated(TEA, RECORD),
                new ServerEvent.MemberUpdated(TEA, ADA.id(), null),
                new ServerEvent.MarkUpdated(TEA, new UnreadCount(MARK, 2, 1), 4),
                new ServerEvent.UserMentioned(new Mention(TEA, MESSAGE.id(), ADA.id()), true),
                new ServerEvent.OwnReaction(TEA, MESSAGE.id(), new Reaction("x", ADA.id(), false)),
                new ServerEvent.WatchGap(),
                new ServerEvent.ProfileUpdated(
                        Profile.builder(ADA.id(), "Ada").picture(PICTURE).build()),
                new ServerEvent.Read(TEA, "e", Map.of(ADA.id(), 3L)),
                new ServerEvent.RoomActivity(List.of(new Activity(TEA, HERE, 2, true))),
                new ServerEvent.HistoryGap(TEA),
                new ServerEvent.RemovedFromRoom(TEA, Removal.of(Removal.Kind.KICK, "enough"), true),
                new ServerEvent.MessageHistory(List.of(MESSAGE)),
                new ServerEvent.RoomUsers(List.of(ADA)),
                new ServerEvent.Failure(NO, "typing", TEA));
    }

    static Stream<ServerReply> replies() {
        HistoryPage page = new HistoryPage(List.of(MESSAGE), true, HERE);
        return Stream.of(
                new ServerReply.Authenticated(ADA),
                new ServerReply.Joined(TEA, HERE, List.of(MESSAGE), List.of(ADA), true, false, OwnReactions.SAID),
                new ServerReply.Done(TEA),
                new ServerReply.Sent(new Receipt(TEA, HERE, Instant.ofEpochMilli(5))),
                new ServerReply.Changed(TEA, MESSAGE.id(), 7, Instant.ofEpochMilli(6)),
                new ServerReply.OneMessage(MESSAGE, OwnReactions.SAID),
                new ServerReply.Messages(TEA, MESSAGE.id(), new MessagePage(List.of(MESSAGE), true), OwnReactions.SAID),
                new ServerReply.Users(TEA, MESSAGE.id(), new UserPage(List.of(ADA.id()), true)),
                new ServerReply.Marked(new UnreadCount(MARK, 2, 1)),
                new ServerReply.Followed(new FollowedPage(List.of(followed().build()), true)),
                new ServerReply.Profiles(
                        List.of(Profile.builder(ADA.id(), "Ada").build())),
                new ServerReply.Watching(true),
                new ServerReply.History(TEA, page, OwnReactions.SAID),
                new ServerReply.Room(RECORD),
                new ServerReply.Membership(TEA, MEMBER),
                new ServerReply.RoomMembers(TEA, new RoomMemberPage(List.of(MEMBER), false)),
                new ServerReply.Pong(),
                new ServerReply.Failed(NO));
    }

    @Test
    void everyEventAndAnswerIsTriedHere() {
        assertThat(events().map(Object::getClass))
                .containsExactlyInAnyOrder(ServerEvent.class.getPermittedSubclasses());
        assertThat(replies().map(Object::getClass))
                .containsExactlyInAnyOrder(ServerReply.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventIsOneValue(ServerEvent event) {
        JsonBytes data = JsonBytes.write(json -> EventWriter.write(event, json));
        assertThat(RequestJson.read(text(data)).isContainer()).isTrue();
        assertThat(event.name()).matches("[a-z_]+");
    }

    @Test
    void noTwoEventsHaveOneName() {
        assertThat(events().map(ServerEvent::name)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("replies")
    void anAnswerIsOneObject(ServerReply reply) {
        JsonBytes data = JsonBytes.write(json -> EventWriter.write(reply, json));
        assertThat(RequestJson.read(text(data)).isObject()).isTrue();
    }

    @Test
    void everyCommandIsRead() {
        String data =
                "{\"roomId\":\"tea\",\"message\":\"Hello\",\"isTyping\":true,\"userId\":\"ada\",\"username\":\"Ada\","
                        + "\"kind\":\"open\",\"version\":2,\"name\":\"Tea\",\"topic\":null,\"picture\":\"https://pictures.example/tea\","
                        + "\"readOnly\":false,\"slowModeMillis\":5000,\"retention\":{\"maxMessages\":5,\"timeToLiveMillis\":60000},"
                        + "\"role\":\"guest\",\"id\":\"e-3\",\"on\":true,\"emoji\":\"x\","
                        + "\"epoch\":\"e\",\"offset\":3,\"userIds\":[\"ada\"]}";
        Stream<String> names = Stream.of(
                "authenticate",
                "join_room",
                "leave_room",
                "send_message",
                "edit_message",
                "delete_message",
                "react",
                "pin_message",
                "get_message",
                "get_reactions",
                "get_replies",
                "get_pins",
                "mark_read",
                "mark_unread",
                "follow_room",
                "unfollow_room",
                "get_profiles",
                "watch_rooms",
                "get_readers",
                "get_rooms",
                "typing",
                "get_history",
                "ping",
                "create_room",
                "update_room",
                "get_room",
                "add_member",
                "remove_member",
                "get_members",
                "open_direct");
        List<ClientCommand> commands = names.map(
                        name -> CommandReader.read(name, Fields.of("a request", RequestJson.read(data))))
                .toList();
        assertThat(commands.stream().map(Object::getClass))
                .containsExactlyInAnyOrder(ClientCommand.class.getPermittedSubclasses());
    }

    @Test
    void aRecordIsWrittenWithAllThatItSays() {
        assertThat(text(JsonBytes.write(json -> EventWriter.write(new ServerReply.Room(RECORD), json))))
                .isEqualTo("{\"roomId\":\"tea\",\"kind\":\"private\",\"name\":\"Tea\",\"topic\":\"black\","
                        + "\"picture\":\"https://pictures.example/tea\","
                        + "\"retention\":{\"maxMessages\":50,\"timeToLiveMillis\":3600000},"
                        + "\"readOnly\":true,\"slowModeMillis\":5000,\"version\":2,\"createdAt\":7}");
    }

    @Test
    void aProfileSaysWhatIsKnownOfItAndNoMore() {
        Profile whole = Profile.builder(ADA.id(), "Ada")
                .picture(PICTURE)
                .lastSeen(Instant.ofEpochMilli(9))
                .version(3)
                .build();
        Profile bare = Profile.builder(new UserId("bo"), "Bo").build();
        assertThat(text(JsonBytes.write(
                        json -> EventWriter.write(new ServerReply.Profiles(List.of(whole, bare)), json))))
                .isEqualTo("{\"users\":[{\"userId\":\"ada\",\"username\":\"Ada\","
                        + "\"picture\":\"https://pictures.example/ada\",\"lastSeen\":9},"
                        + "{\"userId\":\"bo\",\"username\":\"Bo\"}]}");
        assertThat(text(JsonBytes.write(json -> EventWriter.write(new ServerEvent.ProfileUpdated(bare), json))))
                .isEqualTo("{\"userId\":\"bo\",\"username\":\"Bo\"}");
    }

    private static ClientCommand read(String event, String data) {
        return CommandReader.read(event, Fields.of("a request", RequestJson.read(data)));
    }

    private static MessageEdit edit(String fields) {
        return ((ClientCommand.EditMessage) read("edit_message", "{\"roomId\":\"tea\",\"id\":\"e-3\"," + fields + "}"))
                .edit();
    }

    @Test
    void ofAMessageWhatIsNotNamedStaysAndWhatIsNullGoes() {
        MessageEdit text = edit("\"message\":\"Hi\"");
        assertThat(text.text()).contains("Hi");
        assertThat(text.mentions()).isEmpty();
        assertThat(text.mentionsRoom()).isEmpty();
        assertThat(text.metadata()).isEmpty();
        assertThat(text.ifEditedAt()).isEmpty();

        MessageEdit others = edit("\"mentions\":null,\"mentionsRoom\":null,\"metadata\":null,\"ifEditedAt\":0");
        assertThat(others.text()).isEmpty();
        assertThat(others.mentions()).contains(List.of());
        assertThat(others.mentionsRoom()).contains(false);
        assertThat(others.metadata()).contains(Map.of());
        assertThat(others.ifEditedAt()).contains(Instant.EPOCH);

        assertThat(edit("\"mentions\":[\"bo\",\"ada\",\"bo\"]").mentions())
                .contains(List.of(new UserId("bo"), ADA.id()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "message":null            | BAD_REQUEST
                    "message":7               | BAD_REQUEST
                    "mentions":"bo"           | BAD_REQUEST
                    "mentions":[1]            | BAD_REQUEST
                    "mentions":[""]           | INVALID_USER
                    "mentionsRoom":"yes"      | BAD_REQUEST
                    "metadata":{"":""}        | INVALID_MESSAGE
                    "attachments":"a"         | BAD_REQUEST
                    "attachments":["../a"]    | FILE_NOT_FOUND
                    "message":"a","ifEditedAt":-1  | BAD_REQUEST
                    "ifEditedAt":0            | INVALID_MESSAGE
                    """)
    void anEditThatSaysNothingOrNonsenseIsRefused(String fields, ErrorCode code) {
        assertThatThrownBy(() -> edit(fields))
                .isInstanceOfSatisfying(
                        ChatException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    @Test
    void aMessageSaysWhichOneItAnswersAndWhomItMentions() {
        assertThat(
                        read(
                                "send_message",
                                "{\"roomId\":\"tea\",\"message\":\"Hi\",\"replyTo\":\"e-3\",\"mentions\":[\"bo\"],\"mentionsRoom\":true}"))
                .isEqualTo(new ClientCommand.Send(
                        TEA, "Hi", null, Map.of(), MESSAGE.id(), List.of(new UserId("bo")), true));
        assertThat(read("send_message", "{\"roomId\":\"tea\",\"message\":\"Hi\"}"))
                .isEqualTo(new ClientCommand.Send(TEA, "Hi", null, Map.of()));
        assertThatThrownBy(() -> read("send_message", "{\"roomId\":\"tea\",\"message\":\"Hi\",\"replyTo\":\"it\"}"))
                .isInstanceOfSatisfying(
                        ChatException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_MESSAGE));
    }

    @Test
    void whatMakesAConversationIsWrittenWhereThereIsSome() {
        Message root = MESSAGE.toBuilder()
                .replyTo(new MessageId("e-1"))
                .mentions(List.of(ADA.id()))
                .mentionsRoom(true)
                .pinnedAt(Instant.ofEpochMilli(5))
                .thread(new ThreadSummary(2, new MessageId("e-4"), Instant.ofEpochMilli(6)))
                .reactions(Map.of("x", 12), Map.of("x", List.of(ADA.id())))
                .changeOffset(7)
                .build();
        assertThat(text(JsonBytes.write(json -> EventWriter.write(new ServerEvent.MessageUpdated(root), json))))
                .endsWith(
                        "\"offset\":3,\"replyTo\":\"e-1\",\"mentions\":[\"ada\"],\"mentionsRoom\":true,\"changeOffset\":7,"
                                + "\"pinnedAt\":5,\"thread\":{\"replies\":2,\"lastId\":\"e-4\",\"lastAt\":6},"
                                + "\"reactionCounts\":{\"x\":12},\"reactions\":{\"x\":[\"ada\"]}}");
        assertThat(text(JsonBytes.write(json -> EventWriter.write(new ServerEvent.MessagePosted(MESSAGE), json))))
                .endsWith("\"offset\":3}");
    }

    @Test
    void aMessageAndAnEditNameFilesByTheirIds() {
        String id = FileId.of(1, 2).value();
        assertThat(read("send_message", "{\"roomId\":\"tea\",\"message\":\"\",\"attachments\":[\"" + id + "\"]}"))
                .isEqualTo(new ClientCommand.Send(
                        TEA, "", null, Map.of(), null, List.of(), false, List.of(FileId.of(1, 2))));
        ClientCommand.EditMessage edit = (ClientCommand.EditMessage)
                read("edit_message", "{\"roomId\":\"tea\",\"id\":\"e-3\",\"attachments\":[\"" + id + "\"]}");
        assertThat(edit.attachments()).containsExactly(FileId.of(1, 2));
        ClientCommand.EditMessage none = (ClientCommand.EditMessage)
                read("edit_message", "{\"roomId\":\"tea\",\"id\":\"e-3\",\"attachments\":null}");
        assertThat(none.attachments()).isEmpty();
        ClientCommand.EditMessage kept = (ClientCommand.EditMessage)
                read("edit_message", "{\"roomId\":\"tea\",\"id\":\"e-3\",\"message\":\"Hi\"}");
        assertThat(kept.attachments()).isNull();
        assertThat(kept.edit().attachments()).isEmpty();
    }

    @Test
    void aMessageSaysItsFilesAndOneOfFilesAloneSaysThemInItsTextToo() {
        RoomId room = new RoomId("té a");
        Attachment picture = Attachment.builder(FileId.of(0, 1), "a b.png", "image/png", 7)
                .picture(3, 4)
                .thumbnail(true)
                .build();
        Attachment text =
                Attachment.builder(FileId.of(0, 2), "c", "text/plain", 0).build();
        Message message = Message.stored(room, ADA, HERE, Instant.ofEpochMilli(5))
                .attachments(List.of(picture, text))
                .build();
        String one = "/api/chat/t%C3%A9%20a/files/00000000000000000000000000000001";
        String other = "/api/chat/t%C3%A9%20a/files/00000000000000000000000000000002";
        String files =
                ",\"attachments\":[{\"fileId\":\"00000000000000000000000000000001\",\"name\":\"a b.png\",\"type\":\"image/png\","
                        + "\"size\":7,\"width\":3,\"height\":4,\"url\":\"" + one + "\",\"thumbnail\":\"" + one
                        + "/thumbnail\"},"
                        + "{\"fileId\":\"00000000000000000000000000000002\",\"name\":\"c\",\"type\":\"text/plain\",\"size\":0,\"url\":\""
                        + other
                        + "\"}]}";
        assertThat(text(JsonBytes.write(json -> EventWriter.write(new ServerEvent.MessagePosted(message), json))))
                .contains("\"message\":\"a b.png " + one + "\\nc " + other + "\"")
                .endsWith(",\"fallback\":true" + files);
        Message said = message.toBuilder().text("look").build();
        assertThat(text(JsonBytes.write(json -> EventWriter.write(new ServerEvent.MessagePosted(said), json))))
                .contains("\"message\":\"look\"")
                .doesNotContain("fallback")
                .endsWith(files);
    }

    @Test
    void messagesAndReceiptsSayTheirNumberWhereSomebodyHasCounted() {
        Message second = MESSAGE.toBuilder().number(2).build();
        assertThat(text(JsonBytes.write(json -> EventWriter.write(new ServerEvent.MessagePosted(second), json))))
                .endsWith("\"offset\":3,\"number\":2}");
        Receipt receipt = new Receipt(TEA, HERE, Instant.ofEpochMilli(5), 2);
        assertThat(text(JsonBytes.write(json -> EventWriter.write(new ServerReply.Sent(receipt), json))))
                .endsWith("\"timestamp\":5,\"number\":2}");
        assertThat(text(JsonBytes.write(
                        json -> EventWriter.write(new ServerReply.Sent(new Receipt(TEA, HERE, Instant.EPOCH)), json))))
                .doesNotContain("number");
    }

    @Test
    void theOneReactionThatChangedIsNamedAndOfSeveralNone() {
        ServerEvent one = new ServerEvent.MessageUpdated(MESSAGE, new Reaction("x", ADA.id(), false));
        assertThat(text(JsonBytes.write(json -> EventWriter.write(one, json))))
                .endsWith(",\"reaction\":{\"userId\":\"ada\",\"emoji\":\"x\",\"on\":false}}");
        assertThat(text(JsonBytes.write(json -> EventWriter.write(new ServerEvent.MessageUpdated(MESSAGE), json))))
                .doesNotContain("\"reaction\"");
    }

    @Test
    void anAnswerSaysWhatItsUserReactedWithWhereTheMessageDoesNot() {
        Message crowded = MESSAGE.toBuilder()
                .reactions(Map.of("x", 12), Map.of("x", List.of(ADA.id())))
                .changeOffset(7)
                .build();
        assertThat(OwnReactions.unsaid(List.of(MESSAGE, crowded))).containsExactly(HERE);
        OwnReactions mine = new OwnReactions(Map.of(HERE, Set.of("x")));
        MessagePage page = new MessagePage(List.of(crowded), false);
        List<ServerReply> answers = List.of(
                new ServerReply.OneMessage(crowded, mine),
                new ServerReply.Messages(TEA, null, page, mine),
                new ServerReply.History(TEA, new HistoryPage(List.of(crowded), false, HERE), mine),
                new ServerReply.Joined(TEA, HERE, List.of(crowded), List.of(), true, false, mine));
        assertThat(answers)
                .allSatisfy(answer -> assertThat(text(JsonBytes.write(json -> EventWriter.write(answer, json))))
                        .contains("\"reactions\":{\"x\":[\"ada\"]},\"ownReactions\":[\"x\"]}"));
    }

    @Test
    void aMarkIsWrittenWithWhatIsBehindItAndReadWithTheVersionThatIsKnown() {
        UnreadCount back = new UnreadCount(MARK.toBuilder().markedUnread(true).build(), 2, 1);
        assertThat(text(JsonBytes.write(json -> EventWriter.write(new ServerReply.Marked(back), json))))
                .isEqualTo("{\"mark\":{\"roomId\":\"tea\",\"epoch\":\"e\",\"offset\":3,\"number\":2,\"version\":4,"
                        + "\"unread\":2,\"mentions\":1,\"markedUnread\":true}}");
        assertThat(read("mark_read", "{\"roomId\":\"tea\",\"epoch\":\"e\",\"offset\":3,\"version\":4}"))
                .isEqualTo(new ClientCommand.MarkRead(TEA, HERE, OptionalLong.of(4)));
        assertThat(read("mark_unread", "{\"roomId\":\"tea\",\"epoch\":\"e\",\"offset\":3}"))
                .isEqualTo(new ClientCommand.MarkUnread(TEA, HERE, OptionalLong.empty()));
        assertThatThrownBy(() -> read("mark_read", "{\"roomId\":\"tea\",\"epoch\":\"e\"}"))
                .isInstanceOfSatisfying(
                        ChatException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST));
    }

    @Test
    void aMarkThatWasMovedIsToldWithHowManyPostsThereWereAndThatARoomIsFollowedNoMoreWithoutOne() {
        ServerEvent moved = new ServerEvent.MarkUpdated(TEA, new UnreadCount(MARK, 2, 1), 4);
        assertThat(text(JsonBytes.write(json -> EventWriter.write(moved, json))))
                .isEqualTo("{\"mark\":{\"roomId\":\"tea\",\"epoch\":\"e\",\"offset\":3,\"number\":2,\"version\":4,"
                        + "\"unread\":2,\"mentions\":1},\"posts\":4}");
        ServerEvent over = new ServerEvent.MarkUpdated(TEA, null, 0);
        assertThat(text(JsonBytes.write(json -> EventWriter.write(over, json))))
                .isEqualTo("{\"roomId\":\"tea\",\"removed\":true}");
    }

    @Test
    void whatHappenedInRoomsIsTheirPlacesAndNumbers() {
        ServerEvent activity = new ServerEvent.RoomActivity(
                List.of(new Activity(TEA, HERE, 2, false), new Activity(new RoomId("milk"), HERE, 3, true)));
        assertThat(text(JsonBytes.write(json -> EventWriter.write(activity, json))))
                .isEqualTo("{\"rooms\":[{\"roomId\":\"tea\",\"epoch\":\"e\",\"offset\":3,\"posts\":2},"
                        + "{\"roomId\":\"milk\",\"epoch\":\"e\",\"offset\":3,\"posts\":3,\"deleted\":true}]}");
    }

    @Test
    void aRoomThatIsFollowedIsWrittenWithTheBeginningOfWhatWasSaidLast() {
        String long199 = "x".repeat(199);
        Message last = MESSAGE.toBuilder().text(long199 + "👍 and more").build();
        FollowedRoom room = followed()
                .last(last)
                .room(RECORD)
                .peer(Profile.builder(ADA.id(), "Ada")
                        .lastSeen(Instant.ofEpochMilli(9))
                        .build())
                .build();
        assertThat(text(JsonBytes.write(json ->
                        EventWriter.write(new ServerReply.Followed(new FollowedPage(List.of(room), false)), json))))
                .isEqualTo("{\"rooms\":[{\"roomId\":\"tea\",\"kind\":\"private\",\"name\":\"Tea\",\"topic\":\"black\","
                        + "\"picture\":\"https://pictures.example/tea\",\"position\":{\"epoch\":\"e\",\"offset\":3},\"posts\":2,"
                        + "\"mark\":{\"roomId\":\"tea\",\"epoch\":\"e\",\"offset\":3,\"number\":2,\"version\":4,\"unread\":0,\"mentions\":0},"
                        + "\"last\":{\"userId\":\"ada\",\"username\":\"Ada\",\"message\":\"" + long199
                        + "\",\"cut\":true,\"timestamp\":1790000000000,\"id\":\"e-3\"},"
                        + "\"peer\":{\"userId\":\"ada\",\"username\":\"Ada\",\"lastSeen\":9}}],\"hasMore\":false}");
        assertThat(read("get_rooms", "{}")).isEqualTo(new ClientCommand.ReadRooms(100, null));
        assertThat(read("get_rooms", "{\"limit\":5,\"after\":\"tea\"}")).isEqualTo(new ClientCommand.ReadRooms(5, TEA));
    }

    @Test
    void whoReactedAndWhatAnswersAMessageIsReadInPages() {
        assertThat(read(
                        "get_reactions",
                        "{\"roomId\":\"tea\",\"id\":\"e-3\",\"emoji\":\"x\",\"limit\":5,\"after\":\"ada\"}"))
                .isEqualTo(new ClientCommand.ReadReactions(TEA, MESSAGE.id(), "x", 5, ADA.id()));
        assertThat(read("get_reactions", "{\"roomId\":\"tea\",\"id\":\"e-3\",\"emoji\":\"x\"}"))
                .isEqualTo(new ClientCommand.ReadReactions(TEA, MESSAGE.id(), "x", 50, null));
        assertThat(read("get_replies", "{\"roomId\":\"tea\",\"id\":\"e-3\",\"limit\":5,\"after\":7}"))
                .isEqualTo(new ClientCommand.ReadReplies(TEA, MESSAGE.id(), 5, 7));
        assertThat(read("get_replies", "{\"roomId\":\"tea\",\"id\":\"e-3\"}"))
                .isEqualTo(new ClientCommand.ReadReplies(TEA, MESSAGE.id(), 50, 0));
    }

    @Test
    void whatNoServerHasMintedIsNoMessage() {
        assertThatThrownBy(() -> read("delete_message", "{\"roomId\":\"tea\",\"id\":\"none\"}"))
                .isInstanceOfSatisfying(
                        ChatException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.MESSAGE_NOT_FOUND));
    }

    @Test
    void whatBecameOfAMessageIsAnsweredWithTheTimeOfTheEditIfItWasOne() {
        assertThat(text(JsonBytes.write(json -> EventWriter.write(
                        new ServerReply.Changed(TEA, MESSAGE.id(), 7, Instant.ofEpochMilli(6)), json))))
                .isEqualTo("{\"roomId\":\"tea\",\"id\":\"e-3\",\"changeOffset\":7,\"editedAt\":6}");
        assertThat(text(JsonBytes.write(
                        json -> EventWriter.write(new ServerReply.Changed(TEA, MESSAGE.id(), 8, null), json))))
                .isEqualTo("{\"roomId\":\"tea\",\"id\":\"e-3\",\"changeOffset\":8}");
    }

    @Test
    void aPageOfMembersBeginsBehindAUser() {
        assertThat(CommandReader.read(
                        "get_members",
                        Fields.of("a request", RequestJson.read("{\"roomId\":\"tea\",\"limit\":5,\"after\":\"ada\"}"))))
                .isEqualTo(new ClientCommand.ReadMembers(TEA, 5, ADA.id()));
    }

    @Test
    void ofARecordWhatIsNotNamedStaysAndWhatIsNullGoes() {
        var update = (ClientCommand.UpdateRoom)
                CommandReader.read(
                        "update_room",
                        Fields.of(
                                "a request",
                                RequestJson.read(
                                        "{\"roomId\":\"tea\",\"version\":2,\"topic\":null,\"kind\":\"open\",\"slowModeMillis\":null}")));

        assertThat(update.says().on(RECORD.toBuilder()))
                .isEqualTo(RECORD.toBuilder()
                        .topic(null)
                        .kind(RoomKind.OPEN)
                        .slowMode(null)
                        .build());
    }

    private static String text(JsonBytes bytes) {
        return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
    }
}
