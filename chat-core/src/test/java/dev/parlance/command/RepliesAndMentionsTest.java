package dev.parlance.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.MessageId;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomKind;
import dev.parlance.model.UserId;
import dev.parlance.policy.Action;
import dev.parlance.policy.Authorizer;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.RoomPatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a message says beside its text: which one it answers, and whom it mentions. */
class RepliesAndMentionsTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final MessageId GONE = new MessageId("e-1");

    private EngineFixture fixture = new EngineFixture();

    private static ClientCommand.Send says(MessageId replyTo, List<UserId> mentions, boolean mentionsRoom) {
        return new ClientCommand.Send(TEA, "hi", null, Map.of(), replyTo, mentions, mentionsRoom);
    }

    private Message newest() {
        return fixture.engine
                .room(TEA)
                .history(HistoryQuery.newest(1))
                .toCompletableFuture()
                .join()
                .messages()
                .get(0);
    }

    @Test
    void aReplyIsKeptWhateverHasBecomeOfWhatItAnswers() {
        TestClient ada = fixture.client("ada", "tea").ask(1, says(GONE, List.of(), false));

        assertThat(ada.news()).containsExactlyInAnyOrder("1:sent 1", "Ada: hi");
        assertThat(newest().replyTo()).contains(GONE);
    }

    @Test
    void mentionsAreWhomTheClientNamesEachOnceAndNobodyIsReadOutOfTheText() {
        UserId bo = new UserId("bo");
        TestClient ada = fixture.client("ada", "tea").ask(1, says(null, List.of(bo, new UserId("cy"), bo), false));

        assertThat(newest().mentions()).containsExactly(bo, new UserId("cy"));
        ada.say("tea", "@bo hello");
        assertThat(newest().mentions()).isEmpty();
    }

    @Test
    void moreThanTwentyFiveAreRefused() {
        List<UserId> many =
                IntStream.range(0, 26).mapToObj(i -> new UserId("u" + i)).toList();
        TestClient ada = fixture.client("ada", "tea");

        assertThat(ada.ask(1, says(null, many, false)).news()).containsExactly("1:failed INVALID_MESSAGE");
        assertThat(ada.ask(2, says(null, many.subList(0, 25), false)).news()).contains("2:sent 1");
    }

    @Test
    void aMentionOfTheRoomThatIsForbiddenFallsAwayAndTheMessageDoesNot() {
        TestClient ada = fixture.client("ada", "tea").ask(1, says(null, List.of(), true));

        assertThat(ada.news()).contains("1:sent 1");
        assertThat(newest().mentionsRoom()).isFalse();
    }

    @Test
    void whoKeepsARoomInOrderMentionsIt() {
        TestClient ada = fixture.client()
                .as("ada")
                .ask(9, new ClientCommand.CreateRoom(TEA, RoomKind.OPEN, RoomPatch.of(room -> room, 0)))
                .join("tea")
                .ask(1, says(null, List.of(), true));

        assertThat(ada.news()).contains("1:sent 1");
        assertThat(newest().mentionsRoom()).isTrue();
    }

    @Test
    void aHostThatDoesNotDecideAboutTheMentionInTimeHasTheMessageSentAgain() {
        CompletableFuture<Boolean> never = new CompletableFuture<>();
        Authorizer slow = (user, action) ->
                action instanceof Action.MentionRoom ? never : CompletableFuture.completedFuture(true);
        fixture = new EngineFixture(builder -> builder.authorizer(slow));
        TestClient ada = fixture.client("ada", "tea");
        ada.ask(1, says(null, List.of(), true));
        fixture.time.advance(Duration.ofSeconds(10));

        assertThat(ada.news()).containsExactly("1:failed HOST_UNAVAILABLE");
    }

    @Test
    void anInterceptorSeesThemAndChangesWhomIsMentionedAndNotWhatIsAnswered() {
        List<MessageDraft> seen = new ArrayList<>();
        fixture = new EngineFixture(builder -> builder.interceptor(draft -> {
            seen.add(draft);
            return CompletableFuture.completedStage(draft.toBuilder()
                    .mentions(List.of())
                    .replyTo(draft.mentions().isEmpty() ? GONE : draft.replyTo().orElse(null))
                    .build());
        }));
        TestClient ada = fixture.client("ada", "tea").ask(1, says(GONE, List.of(new UserId("bo")), false));

        assertThat(seen.get(0).replyTo()).contains(GONE);
        assertThat(ada.news()).contains("1:sent 1");
        assertThat(newest().mentions()).isEmpty();
        assertThat(ada.ask(2, says(null, List.of(), false)).news()).containsExactly("2:failed INTERNAL_ERROR");
    }
}
