package dev.parlance.websocket.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session that more than one connection claims. */
class RecoveryTakeoverTest extends TwoNodes {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoseEndWasNotNoticedYetIsHandedOver(boolean same) throws IOException {
        try (RecoveringClient ada = one.connect(ADA).join("tea")) {
            say("heard");
            assertThat(ada.message()).isEqualTo("heard");
            say("lost on the way"); // sent, but the client does not read it
            try (RecoveringClient back = node(same).connect(ada.back(ADA))) {
                assertThat(back.isSameAs(ada)).isTrue();
                assertThat(back.message()).isEqualTo("lost on the way");
                say("live");
                assertThat(back.message()).isEqualTo("live");
                assertThat(ada.closeCode()).isEqualTo(4001);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nobodyRecoversTheSessionOfAnotherWhoCanStillRecoverIt(boolean same) throws IOException {
        RecoveringClient ada = one.connect(ADA).join("tea");
        lose(ada);
        try (RecoveringClient eve = node(same).connect(ada.back(EVE))) {
            assertThat(eve.isSameAs(ada)).isFalse();
            assertThat(eve.send("421[\"get_history\",{\"roomId\":\"tea\"}]").next("431"))
                    .contains("NOT_IN_ROOM");
        }
        say("missed");
        try (RecoveringClient back = node(same).connect(ada.back(ADA))) {
            assertThat(back.isSameAs(ada)).isTrue();
            assertThat(back.message()).isEqualTo("missed");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nobodyTakesOverTheSessionOfAnotherWhoIsThere(boolean same) throws IOException {
        try (RecoveringClient ada = one.connect(ADA).join("tea");
                RecoveringClient eve = node(same).connect(ada.back(EVE))) {
            assertThat(eve.isSameAs(ada)).isFalse();
            say("to ada");
            assertThat(ada.message()).isEqualTo("to ada");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofTwoWhoAreBackAtOnceOneHasTheSessionAndCanComeBackAgain(boolean same) throws Exception {
        for (int round = 0; round < 10; round++) {
            RecoveringClient ada = one.connect(ADA).join("tea");
            if (round % 2 == 0) {
                lose(ada);
            }
            CompletableFuture<RecoveringClient> first = CompletableFuture.supplyAsync(() -> back(one, ada));
            CompletableFuture<RecoveringClient> second = CompletableFuture.supplyAsync(() -> back(node(same), ada));
            List<RecoveringClient> both = List.of(first.join(), second.join());
            say("live " + round);
            List<RecoveringClient> having = new ArrayList<>();
            for (RecoveringClient each : both) { // one that got it first and lost it to the other is closed
                if (each.isSameAs(ada) && each.hears("live " + round)) {
                    having.add(each);
                }
            }
            assertThat(having).hasSize(1);
            say("missed " + round);
            try (RecoveringClient again = other.connect(having.get(0).back(ADA))) {
                assertThat(again.isSameAs(ada)).isTrue();
                assertThat(again.hears("missed " + round)).isTrue();
            }
            both.get(0).close();
            both.get(1).close();
            ada.close();
            awaitNobody();
        }
    }

    @Test
    void whoIsTooLateWithItsClaimLeavesTheSessionToTheOneThatHasIt() throws Exception {
        RecoveringClient ada = one.connect(ADA).join("tea");
        lose(ada);
        CompletableFuture<Void> later = new CompletableFuture<>();
        other.delay("take", later);
        CompletableFuture<RecoveringClient> late = CompletableFuture.supplyAsync(() -> back(other, ada));
        other.awaitDelayed("take");
        try (RecoveringClient inTime = back(one, ada)) {
            assertThat(inTime.isSameAs(ada)).isTrue();
            other.delayNothing();
            later.complete(null);
            assertThat(late.join().isSameAs(ada)).isFalse();
            late.join().close();
            try (RecoveringClient again = back(other, ada)) { // it is still known who has it
                assertThat(again.isSameAs(ada)).isTrue();
            }
        }
    }

    @Test
    void whoGoesWhileItsSessionIsLookedForFindsItTheNextTime() throws Exception {
        RecoveringClient ada = one.connect(ADA).join("tea");
        lose(ada);
        CompletableFuture<Void> later = new CompletableFuture<>();
        other.delay("take", later);
        RecoveringClient gone =
                RecoveringClient.open(other.server.address().getPort()).send("40{" + ada.back(ADA) + "}");
        other.awaitDelayed("take");
        lose(gone);
        other.delayNothing();
        later.complete(null);
        try (RecoveringClient back = back(other, ada)) {
            assertThat(back.isSameAs(ada)).isTrue();
        }
    }

    private static RecoveringClient back(RecoveryNode node, RecoveringClient before) {
        try {
            return node.connect(before.back(ADA));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
