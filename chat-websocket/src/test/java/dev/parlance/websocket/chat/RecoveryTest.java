package dev.parlance.websocket.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.Receipt;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that comes back, to its own node or to another one, finds the same. */
class RecoveryTest extends TwoNodes {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoWasGoneFindsItsRoomsAndWhatItMissed(boolean same) throws IOException {
        RecoveringClient ada = one.connect(ADA).join("tea");
        say("heard");
        assertThat(ada.message()).isEqualTo("heard");
        lose(ada);
        say("missed");
        try (RecoveringClient back = node(same).connect(ada.back(ADA))) {
            assertThat(back.isSameAs(ada)).isTrue();
            assertThat(back.message()).isEqualTo("missed");
            say("live");
            assertThat(back.message()).isEqualTo("live");
        }
    }

    @Test
    void againAndAgainFromNodeToNode() throws IOException {
        RecoveringClient client = one.connect(ADA).join("tea");
        RecoveringClient first = client;
        for (int i = 0; i < 6; i++) {
            say("missed " + i);
            RecoveringClient back = node(i % 2 == 1).connect(client.back(ADA));
            assertThat(back.isSameAs(first)).isTrue();
            assertThat(back.message()).isEqualTo("missed " + i);
            client.close();
            client = back;
        }
        client.close();
    }

    @Test
    void beforeTheFirstEvent() throws IOException {
        RecoveringClient ada = one.connect(ADA).send("421[\"join_room\",{\"roomId\":\"tea\"}]");
        ada.next("431[");
        lose(ada);
        say("the first");
        try (RecoveringClient back = other.connect(ada.back(ADA))) {
            assertThat(back.isSameAs(ada)).isTrue();
            assertThat(back.message()).isEqualTo("the first");
        }
    }

    @Test
    void whoGotNothingBetweenTwoLossesAsksWithTheSameNumberAgain() throws IOException {
        RecoveringClient ada = one.connect(ADA).join("tea");
        String asked = ada.back(ADA);
        lose(ada);
        say("missed");
        RecoveringClient second = one.connect(asked);
        assertThat(second.isSameAs(ada)).isTrue();
        lose(second); // before it read anything
        try (RecoveringClient third = one.connect(asked)) {
            assertThat(third.isSameAs(ada)).isTrue();
            assertThat(third.message()).isEqualTo("missed");
        }
    }

    @Test
    void whoDidNotGetTheAnswerToItsJoinGetsItNow() throws IOException {
        RecoveringClient ada = one.connect(ADA);
        String asked = ada.back(ADA); // of the time before the join
        ada.join("tea");
        lose(ada);
        try (RecoveringClient back = one.connect(asked)) {
            assertThat(back.isSameAs(ada)).isTrue();
            assertThat(back.event("message_history")).isEqualTo("[]");
            assertThat(back.event("room_users")).isEqualTo("[{\"userId\":\"ada\",\"username\":\"Ada\"}]");
        }
    }

    @Test
    void anOffsetOfTheSessionBeforeSaysNothingOfThisOne() throws IOException {
        RecoveringClient before = one.connect(ADA).join("tea");
        for (int i = 0; i < 3; i++) {
            say("heard");
            before.message();
        }
        lose(before);
        RecoveringClient ada = one.connect(ADA).after(before); // the first session was not recovered
        ada.send("42[\"join_room\",{\"roomId\":\"coffee\"}]").next("42[\"room_users\"");
        String unheard = ada.back(ADA);
        lose(ada);
        try (RecoveringClient back = one.connect(unheard)) {
            assertThat(back.isSameAs(ada)).isTrue();
            assertThat(back.event("message_history")).isEqualTo("[]");
        }
    }

    @Test
    void whoIsLostAgainInTheMiddleOfChangedMessagesGetsThemAllAgain() throws IOException {
        RecoveringClient ada = one.connect(ADA).join("tea");
        lose(ada);
        Receipt first = tea.publish("first").toCompletableFuture().join();
        say("second");
        one.edit(first, "first, edited");
        RecoveringClient middle = one.connect(ada.back(ADA));
        assertThat(middle.message()).isEqualTo("second"); // in the order of the changes
        lose(middle);
        try (RecoveringClient back = one.connect(middle.back(ADA))) {
            assertThat(back.isSameAs(ada)).isTrue();
            assertThat(back.message()).isEqualTo("second");
            assertThat(back.message()).isEqualTo("first, edited");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "999999", "x", "", "1e3", "9223372036854775808"})
    void aNumberThatWasNeverGivenRecoversNothing(String number) throws IOException {
        RecoveringClient ada = one.connect(ADA).join("tea");
        lose(ada);
        String asked = ada.back(ADA).replaceFirst("(\"offset\":\".{6})\\d+\"", "$1" + number + "\"");
        try (RecoveringClient back = one.connect(asked)) {
            assertThat(back.isSameAs(ada)).isFalse();
        }
    }

    @Test
    void aPrivateIdThatNobodyHasRecoversNothing() throws IOException {
        try (RecoveringClient ada = one.connect(ADA + ",\"pid\":\"__proto__\",\"offset\":\"1\"")) {
            assertThat(ada.sid()).hasSize(20);
            ada.join("tea");
        }
    }
}
