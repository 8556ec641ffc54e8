package dev.parlance.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.model.ChatException;
import dev.parlance.model.Credentials;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomKind;
import dev.parlance.model.RoomRole;
import dev.parlance.model.UserId;
import dev.parlance.policy.ChatLimits;
import dev.parlance.policy.Metered;
import dev.parlance.policy.Rate;
import dev.parlance.transport.ChatSession;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.CloseReason;
import dev.parlance.transport.RoomPatch;
import dev.parlance.transport.ServerReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is counted of a connection and of a user, one limit after the other with all others lifted. */
class RatesTest {
    private static final Rate TWO_AT_ONCE = new Rate(1, 2);

    /** Whose limit it is. What a user has is taken by two connections in turn. */
    enum Whose {
        CONNECTION,
        USER;

        ChatLimits.Builder limit(Metered what, Rate rate) {
            return this == CONNECTION
                    ? unlimited().connectionRate(what, rate)
                    : unlimited().userRate(what, rate);
        }

        /** Who goes on where Ada's first connection stopped. */
        TestClient goesOn(EngineFixture fixture, TestClient first) {
            return this == CONNECTION ? first : fixture.client().as("ada");
        }

        TestClient goesOn(EngineFixture fixture, TestClient first, String room) {
            return this == CONNECTION ? first : fixture.client("ada", room);
        }
    }

    private static ChatLimits.Builder unlimited() {
        return ChatLimits.builder().unlimitedRates();
    }

    private static EngineFixture with(ChatLimits.Builder limits) {
        return new EngineFixture(builder -> builder.limits(limits.build()));
    }

    private static List<String> errors(TestClient client) {
        return client.news().stream().filter(line -> line.startsWith("error")).toList();
    }

    @ParameterizedTest
    @EnumSource
    void requestsWhateverTheyAskFor(Whose whose) {
        EngineFixture fixture = with(whose.limit(Metered.REQUESTS, new Rate(1, 4)));
        TestClient ada = fixture.client("ada", "tea").say("tea", "1");
        TestClient next = whose.goesOn(fixture, ada)
                .tell(new ClientCommand.Ping())
                .tell(new ClientCommand.Ping())
                .tell(new ClientCommand.Ping());
        assertThat(errors(next)).containsOnly("error RATE_LIMITED for ping");
        fixture.time.advance(Duration.ofSeconds(1));
        assertThat(errors(next.tell(new ClientCommand.Ping()))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void messages(Whose whose) {
        EngineFixture fixture = with(whose.limit(Metered.MESSAGES, TWO_AT_ONCE));
        TestClient ada = fixture.client("ada", "tea").say("tea", "1");
        TestClient next = whose.goesOn(fixture, ada, "tea").say("tea", "2").say("tea", "3");
        assertThat(errors(next)).containsExactly("error RATE_LIMITED for send_message");
        fixture.time.advance(Duration.ofSeconds(1));
        assertThat(next.say("tea", "4").news()).containsExactly("Ada: 4");
    }

    @Test
    void whatAnotherConnectionOrUserHasTakenIsNotMissing() {
        EngineFixture fixture = with(
                unlimited().connectionRate(Metered.MESSAGES, TWO_AT_ONCE).userRate(Metered.MESSAGES, new Rate(1, 3)));
        fixture.client("ada", "tea").say("tea", "1").say("tea", "2");
        assertThat(errors(fixture.client("ada", "tea").say("tea", "3"))).isEmpty();
        assertThat(errors(fixture.client("bob", "tea").say("tea", "4").say("tea", "5")))
                .isEmpty();
    }

    @Test
    void whoLeavesAndComesBackFindsWhatWasLeft() {
        EngineFixture fixture = with(unlimited().userRate(Metered.MESSAGES, new Rate(1, 60)));
        TestClient ada = fixture.client("ada", "tea");
        for (int i = 0; i < 60; i++) {
            ada.say("tea", "m" + i);
        }
        ada.vanish();
        fixture.time.advance(Duration.ofSeconds(10));
        TestClient again = fixture.client("ada", "tea");
        for (int i = 0; i < 11; i++) {
            again.say("tea", "n" + i);
        }
        assertThat(errors(again)).containsExactly("error RATE_LIMITED for send_message");
    }

    @ParameterizedTest
    @EnumSource
    void bytesThatComeIn(Whose whose) {
        EngineFixture fixture = with(whose.limit(Metered.BYTES_IN, new Rate(1_000, 1_000)));
        TestClient ada = fixture.client("ada", "tea").say("tea", "x".repeat(400));
        assertThat(errors(ada)).isEmpty();
        TestClient next = whose.goesOn(fixture, ada, "tea");
        assertThat(errors(next.say("tea", "x".repeat(200)))).containsExactly("error RATE_LIMITED for send_message");
        assertThat(errors(next.say("tea", "short"))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void bytesOfWhatFillsARequest(Whose whose) {
        EngineFixture fixture = with(whose.limit(Metered.BYTES_IN, new Rate(1_000, 1_000)));
        ClientCommand ping = new ClientCommand.Ping();
        TestClient ada = fixture.client("ada", "tea").ask(ChatSession.NO_REPLY, ping, 800);
        assertThat(errors(ada)).isEmpty();
        TestClient next = whose.goesOn(fixture, ada, "tea");
        assertThat(errors(next.ask(ChatSession.NO_REPLY, ping, 400))).containsExactly("error RATE_LIMITED for ping");
    }

    /** Neither the texts a second time nor less than what came. */
    @ParameterizedTest
    @EnumSource
    void aRequestCostsItsLengthOnce(Whose whose) {
        EngineFixture fixture = with(whose.limit(Metered.BYTES_IN, new Rate(1, 1_000)));
        TestClient ada = fixture.client("ada", "tea");
        ClientCommand says = new ClientCommand.Send(new RoomId("tea"), "x".repeat(200), null, Map.of());
        assertThat(errors(ada.ask(ChatSession.NO_REPLY, says, 480))).isEmpty();
        assertThat(errors(ada.ask(ChatSession.NO_REPLY, says, 480))).isEmpty();
        assertThat(errors(ada.ask(ChatSession.NO_REPLY, says, 480)))
                .containsExactly("error RATE_LIMITED for send_message");
    }

    @Test
    void messagesAsLongAsTheyMayBeAreBoundByTheirNumberAndNotByTheirBytes() {
        ChatLimits limits = ChatLimits.builder().build();
        EngineFixture fixture = with(ChatLimits.builder());
        TestClient ada = fixture.client("ada", "tea");
        ClientCommand longest =
                new ClientCommand.Send(new RoomId("tea"), "x".repeat(limits.maxMessageLength()), null, Map.of());
        fixture.time.advance(Duration.ofMinutes(1));
        for (int i = 0; i < 60 + 20 * 20; i++) {
            if (i >= 60) {
                fixture.time.advance(Duration.ofMillis(50));
            }
            assertThat(errors(ada.ask(ChatSession.NO_REPLY, longest, longest.bytes() + 400)))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void bytesOfWhatIsNoRequest(Whose whose) {
        EngineFixture fixture = with(whose.limit(Metered.BYTES_IN, new Rate(1_000, 1_000)));
        ChatException garbage = new ChatException(ErrorCode.BAD_REQUEST, "not JSON");
        TestClient ada = fixture.client("ada", "tea").refuse(garbage, ChatSession.NO_REPLY, 800);
        assertThat(errors(ada)).containsExactly("error BAD_REQUEST for null");
        TestClient next = whose.goesOn(fixture, ada, "tea");
        assertThat(errors(next.refuse(garbage, ChatSession.NO_REPLY, 400)))
                .containsExactly("error RATE_LIMITED for null");
        assertThat(errors(next.say("tea", "x".repeat(200)))).containsExactly("error RATE_LIMITED for send_message");
        fixture.time.advance(Duration.ofSeconds(1));
        assertThat(errors(next.refuse(garbage, ChatSession.NO_REPLY, 400)))
                .containsExactly("error BAD_REQUEST for null");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNeitherARequestNorAnsweredCountsAsOneAndItsBytes(Whose whose) {
        EngineFixture fixture = with(whose.limit(Metered.REQUESTS, new Rate(1, 5)));
        TestClient ada = fixture.client("ada", "tea").other(0);
        TestClient next = whose.goesOn(fixture, ada).other(0).other(0);
        assertThat(errors(next)).isEmpty();
        assertThat(errors(next.tell(new ClientCommand.Ping()).tell(new ClientCommand.Ping())))
                .containsOnly("error RATE_LIMITED for ping");
        EngineFixture other = with(whose.limit(Metered.BYTES_IN, new Rate(1_000, 1_000)));
        TestClient again = other.client("ada", "tea").other(900);
        assertThat(errors(whose.goesOn(other, again, "tea").say("tea", "x".repeat(200))))
                .containsExactly("error RATE_LIMITED for send_message");
    }

    @ParameterizedTest
    @EnumSource
    void whatWaitedWhileTheLaneWasHeldUpCountsAsIfItHadComeInItsTime(Whose whose) {
        EngineFixture fixture = with(whose.limit(Metered.MESSAGES, new Rate(2, 4)));
        TestClient ada = fixture.client("ada", "tea");
        fixture.time.advance(Duration.ofSeconds(10));
        ada.heldUp(Duration.ofSeconds(10));
        for (int i = 0; i < 20; i++) {
            ada.say("tea", "one each half second, of which none was heard");
        }
        ada.heldUp(Duration.ZERO);
        for (int i = 0; i < 4; i++) {
            ada.say("tea", "as many as there may be at once");
        }
        assertThat(errors(ada)).isEmpty();
        assertThat(errors(ada.say("tea", "one more"))).containsExactly("error RATE_LIMITED for send_message");
        fixture.time.advance(Duration.ofSeconds(1));
        assertThat(errors(ada.say("tea", "and two").say("tea", "a second"))).isEmpty();
        assertThat(errors(ada.say("tea", "no more"))).containsExactly("error RATE_LIMITED for send_message");
    }

    @Test
    void whoSaysThatItsLaneWasHeldUpForEverIsBelievedForAMinute() {
        EngineFixture fixture = with(unlimited().connectionRate(Metered.MESSAGES, new Rate(1, 1)));
        TestClient ada = fixture.client("ada", "tea").heldUp(Duration.ofDays(100_000));
        fixture.time.advance(Duration.ofHours(1));
        for (int i = 0; i < 61; i++) {
            ada.say("tea", "m" + i);
        }
        assertThat(errors(ada)).isEmpty();
        assertThat(errors(ada.say("tea", "one more"))).containsExactly("error RATE_LIMITED for send_message");
    }

    @ParameterizedTest
    @EnumSource
    void aMessageCostsAsManyTimesItsBytesAsThereAreMembersToGetIt(Whose whose) {
        EngineFixture fixture = with(whose.limit(Metered.BYTES_OUT, new Rate(1, 3_000)));
        TestClient ada = fixture.client("ada", "crowd").join("alone");
        TestClient next = whose.goesOn(fixture, ada, "crowd").join("alone");
        for (int i = 0; i < 9; i++) {
            fixture.client("guest" + i, "crowd");
        }
        assertThat(errors(ada.say("crowd", "hello"))).isEmpty();
        assertThat(errors(next.say("crowd", "hello"))).containsExactly("error RATE_LIMITED for send_message");
        assertThat(errors(next.say("alone", "hello"))).isEmpty();
    }

    @Test
    void aMessageInARoomOfTwoThousandCostsTwoThousand() {
        assertThat(Rates.sent(100, 2_000)).isEqualTo(2_000 * Rates.sent(100, 1));
    }

    @Test
    void aWordOnTypingGoesToAllMembersToo() {
        EngineFixture fixture = with(unlimited().connectionRate(Metered.BYTES_OUT, new Rate(1, 3_000)));
        TestClient ada = fixture.client("ada", "crowd");
        for (int i = 0; i < 9; i++) {
            fixture.client("guest" + i, "crowd");
        }
        ada.news();
        assertThat(errors(ada.typing("crowd", true))).isEmpty();
        assertThat(errors(ada.typing("crowd", false))).containsExactly("error RATE_LIMITED for typing");
    }

    @ParameterizedTest
    @EnumSource
    void aJoinCostsTheNoticesOfItsComingAndGoingToAllWhoAreThere(Whose whose) {
        EngineFixture fixture = with(whose.limit(Metered.BYTES_OUT, new Rate(1_000, 5_000)));
        for (int i = 0; i < 20; i++) {
            fixture.client("guest" + i, "crowd");
        }
        TestClient ada = fixture.client().as("ada").join("crowd"); // 20 members, 2 notices, 112 bytes: 4,480
        ada.leave("crowd");
        TestClient next = whose.goesOn(fixture, ada);
        next.news();
        assertThat(errors(next.join("crowd"))).containsExactly("error RATE_LIMITED for join_room");
        assertThat(errors(next.join("alone"))).as("where nobody is told").isEmpty();
        fixture.time.advance(Duration.ofSeconds(4));
        assertThat(errors(next.join("crowd"))).isEmpty();
    }

    @Test
    void aJoinOfWhoIsThereAlreadyOrStillTellsNobodyAndCostsNothing() {
        EngineFixture fixture = with(unlimited().userRate(Metered.BYTES_OUT, new Rate(1, 5_000)));
        for (int i = 0; i < 20; i++) {
            fixture.client("guest" + i, "crowd");
        }
        TestClient ada = fixture.client("ada", "crowd");
        TestClient second = fixture.client().as("ada");
        assertThat(errors(second.join("crowd"))).isEmpty();
        ada.vanish();
        second.vanish();
        assertThat(errors(fixture.client().as("ada").join("crowd")))
                .as("within the grace")
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aNewNameIsToldInAllRoomsAndCostsThatMuch(Whose whose) {
        EngineFixture fixture = with(whose.limit(Metered.BYTES_OUT, new Rate(1_000, 8_000)));
        TestClient ada = fixture.client("ada", "tea").join("coffee");
        for (int i = 0; i < 20; i++) {
            fixture.client("guest" + i, "tea").join("coffee");
        }
        TestClient next =
                whose == Whose.CONNECTION ? ada : fixture.client("ada", "tea").join("coffee");
        assertThat(errors(rename(ada, "Ada L."))).isEmpty(); // twice 21 or 22 members, 118 bytes: 4,956 or 5,192
        next.news();
        assertThat(errors(rename(next, "Ada K."))).containsExactly("error RATE_LIMITED for authenticate");
        assertThat(errors(rename(next, "Ada L."))).as("what they know already").isEmpty();
        assertThat(next.closed).isNull();
        fixture.time.advance(Duration.ofSeconds(5));
        assertThat(errors(rename(next, "Ada K."))).isEmpty();
    }

    private static TestClient rename(TestClient client, String name) {
        return client.tell(new ClientCommand.Authenticate(Credentials.of("ada", name, null)));
    }

    @Test
    void whatIsSaidOfARoomsRecordAndMembersGoesToAllWhoAreThereToo() {
        EngineFixture fixture = with(unlimited().connectionRate(Metered.BYTES_OUT, new Rate(1, 3_000)));
        RoomId crowd = new RoomId("crowd");
        UserId bob = new UserId("bob");
        TestClient ada = fixture.client("ada", "elsewhere")
                .tell(new ClientCommand.CreateRoom(crowd, RoomKind.OPEN, RoomPatch.of(record -> record, 0)));
        for (int i = 0; i < 10; i++) {
            fixture.client("guest" + i, "crowd");
        }
        assertThat(errors(ada.tell(new ClientCommand.AddMember(crowd, bob, RoomRole.MEMBER))))
                .isEmpty();
        assertThat(errors(ada.tell(new ClientCommand.RemoveMember(crowd, bob))))
                .containsExactly("error RATE_LIMITED for remove_member");
        assertThat(errors(ada.tell(new ClientCommand.UpdateRoom(crowd, 1, RoomPatch.of(record -> record, 0)))))
                .containsExactly("error RATE_LIMITED for update_room");
        assertThat(errors(ada.tell(new ClientCommand.AddMember(crowd, bob, RoomRole.GUEST))))
                .containsExactly("error RATE_LIMITED for add_member");
    }

    @Test
    void whatMakesARoomCountsAsAJoin() {
        EngineFixture fixture = with(unlimited().connectionRate(Metered.JOINS, TWO_AT_ONCE));
        TestClient ada = fixture.client("ada", "tea").tell(new ClientCommand.OpenDirect(new UserId("bob")));
        RoomPatch plain = RoomPatch.of(record -> record, 0);
        assertThat(errors(ada.tell(new ClientCommand.CreateRoom(new RoomId("cocoa"), RoomKind.OPEN, plain))))
                .containsExactly("error RATE_LIMITED for create_room");
        assertThat(errors(ada.tell(new ClientCommand.OpenDirect(new UserId("cy")))))
                .containsExactly("error RATE_LIMITED for open_direct");
    }

    @ParameterizedTest
    @EnumSource
    void joins(Whose whose) {
        EngineFixture fixture = with(whose.limit(Metered.JOINS, TWO_AT_ONCE));
        TestClient ada = fixture.client("ada", "tea");
        TestClient next = whose.goesOn(fixture, ada).join("coffee").join("cocoa");
        assertThat(errors(next)).containsExactly("error RATE_LIMITED for join_room");
    }

    @ParameterizedTest
    @EnumSource
    void wordsOnTyping(Whose whose) {
        EngineFixture fixture = with(whose.limit(Metered.TYPING, TWO_AT_ONCE));
        TestClient ada = fixture.client("ada", "tea").typing("tea", true);
        TestClient next = whose.goesOn(fixture, ada, "tea").typing("tea", false).typing("tea", true);
        assertThat(errors(next)).containsExactly("error RATE_LIMITED for typing");
    }

    @ParameterizedTest
    @EnumSource
    void bytesOfHistoriesOfWhichTheAnswerThatGoesBeyondIsGiven(Whose whose) {
        EngineFixture fixture = with(whose.limit(Metered.HISTORY_BYTES, new Rate(100, 1_000)));
        TestClient bob = fixture.client("bob", "tea");
        for (int i = 0; i < 10; i++) {
            bob.say("tea", "x".repeat(100));
        }
        TestClient ada = fixture.client("ada", "tea");
        TestClient next = whose.goesOn(fixture, ada);
        assertThat(errors(next.join("tea"))).containsExactly("error RATE_LIMITED for join_room");
        fixture.time.advance(Duration.ofSeconds(31));
        assertThat(errors(next.join("tea"))).isEmpty();
    }

    @Test
    void whoIsThereIsToldToAJoinAndCountsToo() {
        EngineFixture fixture = with(unlimited().connectionRate(Metered.HISTORY_BYTES, new Rate(100, 1_000)));
        for (int i = 0; i < 30; i++) {
            fixture.client("member" + i, "tea");
        }
        TestClient ada = fixture.client("ada", "tea");
        assertThat(errors(ada.join("tea"))).containsExactly("error RATE_LIMITED for join_room");
    }

    @Test
    void whatIsReadOfAHistoryCountsAsMuchAsWhatAJoinBrings() {
        EngineFixture fixture = with(unlimited().connectionRate(Metered.HISTORY_BYTES, new Rate(100, 1_000)));
        TestClient ada = fixture.client("ada", "tea");
        for (int i = 0; i < 10; i++) {
            ada.say("tea", "x".repeat(100));
        }
        ClientCommand reading = new ClientCommand.ReadHistory(new RoomId("tea"), HistoryQuery.newest(10));
        assertThat(errors(ada.ask(1, reading))).isEmpty();
        ada.news();
        assertThat(ada.ask(2, reading).news()).containsExactly("2:failed RATE_LIMITED");
    }

    @Test
    void roomsOfAUserOverAllConnections() {
        EngineFixture fixture = with(unlimited().maxRoomsPerUser(2));
        TestClient first = fixture.client("ada", "tea");
        TestClient second = fixture.client("ada", "coffee").join("cocoa");
        assertThat(errors(second)).containsExactly("error TOO_MANY_ROOMS for join_room");
        first.leave("tea");
        assertThat(errors(second.join("cocoa"))).isEmpty();
    }

    @Test
    void roomsOfANode() {
        EngineFixture fixture = with(unlimited().maxRoomsPerNode(2));
        TestClient ada = fixture.client("ada", "tea").join("coffee");
        TestClient bob = fixture.client().as("bob").join("cocoa");
        assertThat(errors(bob)).containsExactly("error OVERLOADED for join_room");
        assertThat(errors(bob.join("tea"))).isEmpty();
        ada.leave("coffee");
        assertThat(errors(bob.join("cocoa"))).isEmpty();
    }

    @Test
    void whoIsRefusedIsToldWhenItIsAllowedAgain() {
        EngineFixture fixture = with(unlimited().connectionRate(Metered.MESSAGES, new Rate(4, 2)));
        TestClient ada = fixture.client("ada", "tea").say("tea", "1").say("tea", "2");
        List<ServerReply> answers = new ArrayList<>();
        ClientCommand third = new ClientCommand.Send(new RoomId("tea"), "3", null, Map.of());
        ada.ask(third, answers::add);
        assertThat(answers.get(0)).isInstanceOfSatisfying(ServerReply.Failed.class, failed -> {
            Duration wait = failed.error().retryAfter().orElseThrow();
            assertThat(wait).isBetween(Duration.ofMillis(250), Duration.ofMillis(251));
            fixture.time.advance(wait);
        });
        ada.ask(third, answers::add);
        assertThat(answers.get(1)).isInstanceOf(ServerReply.Sent.class);
    }

    @ParameterizedTest
    @EnumSource
    void whoGoesOnThoughRefusedAgainAndAgainIsClosedAndNotToComeBack(Whose whose) {
        EngineFixture fixture =
                with(whose.limit(Metered.REFUSALS, new Rate(1, 5)).connectionRate(Metered.MESSAGES, new Rate(1, 1)));
        TestClient ada = fixture.client("ada", "tea");
        TestClient next = whose.goesOn(fixture, ada, "tea");
        ada.say("tea", "taken").say("tea", "refused").say("tea", "refused");
        next.say("tea", "taken, if it is another one");
        for (int refused = whose == Whose.CONNECTION ? 3 : 2; refused < 5; refused++) {
            next.say("tea", "refused");
        }
        assertThat(next.closed).isNull();
        next.say("tea", "once more");
        assertThat(next.closed).isEqualTo(CloseReason.TOO_MANY_REQUESTS);
        assertThat(CloseReason.TOO_MANY_REQUESTS.mayComeBack()).isFalse();
    }
}
