package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two people with a browser each, and the server as it is shipped. */
class TwoBrowsersChatIT {
    @AutoClose
    private ServerProcess server;

    @AutoClose
    private ChatPage ada;

    @AutoClose
    private ChatPage bo;

    private URI address;

    @BeforeAll
    static void needsABrowser() {
        Chromium.require();
    }

    @BeforeEach
    void open() {
        server = ServerProcess.start("--port", "0", "--host", "127.0.0.1");
        address = server.address();
        ada = new ChatPage();
        bo = new ChatPage();
        ada.enter(address, "Ada", "tea");
        bo.enter(address, "Bo", "tea");
    }

    @Test
    void theySeeEachOtherComeTypeSpeakAndGo() {
        ada.awaitNotices("Bo joined");
        ada.awaitMembers("Ada", "Bo");
        bo.awaitMembers("Bo", "Ada");

        ada.type("Tea");
        bo.awaitTyping("Ada is typing…");
        ada.say("?");
        bo.awaitTyping("");
        bo.awaitMessages("Ada: Tea?");
        bo.say("Please <b>&amp;</b> \u2615");
        bo.awaitState("sent");
        ada.awaitMessages("You: Tea?", "Bo: Please <b>&amp;</b> \u2615");

        bo.leave();
        ada.awaitNotices("Bo joined", "Bo left");
        ada.awaitMembers("Ada");
    }

    @Test
    void aReloadMakesNoNoiseAndShowsNothingTwice() {
        ada.awaitNotices("Bo joined");
        ada.say("before");
        bo.awaitMessages("Ada: before");

        bo.reload();
        bo.awaitMessages("Ada: before");
        ada.say("after");
        bo.awaitMessages("Ada: before", "Ada: after");
        bo.say("back");
        ada.awaitMessages("You: before", "You: after", "Bo: back");

        assertThat(ada.notices()).containsExactly("Bo joined");
        assertThat(ada.members()).containsExactly("Ada", "Bo");
        assertThat(bo.notices()).isEmpty();
        assertThat(bo.members()).containsExactly("Bo", "Ada");
    }

    @Test
    void whatIsWrittenWhileTheServerRestartsArrivesOnce() {
        server.terminate();
        server.exitStatus();
        ada.awaitConnection("reconnecting");
        bo.awaitConnection("reconnecting");
        ada.say("are you there?");
        ada.awaitState("pending");

        server.close();
        server = ServerProcess.start("--port", Integer.toString(address.getPort()), "--host", "127.0.0.1");
        server.address();
        ada.awaitConnection("online");
        bo.awaitConnection("online");
        ada.awaitState("sent");
        bo.awaitMessages("Ada: are you there?");
        bo.say("yes");
        ada.awaitMessages("You: are you there?", "Bo: yes");
        bo.awaitMessages("Ada: are you there?", "You: yes");
    }
}
