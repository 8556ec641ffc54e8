package dev.parlance.websocket.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Whoever comes back is asked again who it is. */
class RecoveryAuthenticationTest extends TwoNodes {
    @Test
    void whoTheHostDoesNotKnowAnyMoreIsNotLetIn() throws IOException {
        RecoveringClient ada = one.connect(ADA).join("tea");
        lose(ada);
        nobodyIsKnown.set(true);
        RecoveringClient refused = RecoveringClient.open(one.server.address().getPort());
        refused.send("40{" + ada.back(ADA) + "}");
        assertThat(refused.next("44")).contains("AUTHENTICATION_FAILED");
        refused.close();
    }

    @Test
    void whoIsRefusedOnceHasLostNothing() throws IOException {
        RecoveringClient ada = one.connect(ADA).join("tea");
        lose(ada);
        nobodyIsKnown.set(true);
        try (RecoveringClient refused =
                RecoveringClient.open(one.server.address().getPort())) {
            refused.send("40{" + ada.back(ADA) + "}").next("44");
        }
        nobodyIsKnown.set(false);
        say("missed");
        try (RecoveringClient back = one.connect(ada.back(ADA))) {
            assertThat(back.isSameAs(ada)).isTrue();
            assertThat(back.message()).isEqualTo("missed");
        }
    }

    @Test
    void whoAuthenticatedByTheEventIsAskedForAgainByWhatItSaid() throws IOException {
        RecoveringClient ada =
                one.connect("").send("42[\"authenticate\",{" + ADA + "}]").join("tea");
        lose(ada);
        say("missed");
        try (RecoveringClient back = other.connect(ada.back(""))) {
            assertThat(back.isSameAs(ada)).isTrue();
            assertThat(back.message()).isEqualTo("missed");
            lose(back);
        }
        nobodyIsKnown.set(true);
        try (RecoveringClient unknown = one.connect(ada.back(""))) {
            assertThat(unknown.isSameAs(ada)).isFalse();
            assertThat(unknown.send("421[\"join_room\",{\"roomId\":\"tea\"}]").next("431"))
                    .contains("NOT_AUTHENTICATED");
        }
    }

    @Test
    void aSecretIsNotKeptForWhoDoesNotSendItAgain() throws IOException {
        RecoveringClient ada = one.connect("").send("42[\"authenticate\",{" + ADA + ",\"token\":\"secret\"}]");
        ada.join("tea");
        lose(ada);
        try (RecoveringClient back = one.connect(ada.back(""))) {
            assertThat(back.isSameAs(ada)).isFalse();
        }
    }

    @Test
    void whoHasAnotherNameNowIsStillTheSameUser() throws IOException {
        RecoveringClient ada = one.connect(ADA).join("tea");
        lose(ada);
        try (RecoveringClient back = other.connect(ada.back("\"userId\":\"ada\",\"username\":\"Lady Ada\""))) {
            assertThat(back.isSameAs(ada)).isTrue();
        }
    }
}
