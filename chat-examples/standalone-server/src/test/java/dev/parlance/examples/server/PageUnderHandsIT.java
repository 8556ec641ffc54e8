package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one presses, points at or selects on the page stays where it is while messages and people come, from another node. */
class PageUnderHandsIT {
    /** Counts what is taken out of the document, if only to be put back at once. */
    private static final String COUNT_REMOVALS = "window.removals = [];"
            + " new MutationObserver(records => records.forEach(({ removedNodes }) => window.removals.push("
            + "...[...removedNodes].filter(node => node.nodeType === 1).map(node => node.outerHTML))))"
            + ".observe(document.querySelector('[data-part=shell]'), { childList: true, subtree: true });";

    private static int tests;

    @AutoClose
    private static TwoNodes nodes;

    @AutoClose
    private final ChatPage page = new ChatPage();

    @AutoClose
    private final Crowd crowd = new Crowd(nodes.two);

    private final String tea = "tea-" + ++tests;
    private final String cake = "cake-" + tests;

    @BeforeAll
    static void start() {
        Chromium.require();
        nodes = TwoNodes.withRedis();
    }

    @BeforeEach
    void open() {
        crowd.join("Bo", tea, cake);
        page.enter(nodes.one, "Ada", tea);
        page.join(cake);
        page.awaitMembers("Ada", "Bo");
    }

    @Test
    void aClickOpensARoomAlthoughMessagesComeBetweenPressAndRelease() {
        crowd.keepTalking(tea, cake);
        for (String room : new String[] {tea, cake, tea, cake}) {
            awaitLinesFrom(crowd.said());
            page.pressSlowly("[data-room-id=" + room + "] [data-testid=room-link]");
            page.awaitRoom(room);
        }
        awaitLinesFrom(crowd.said());
        page.pressSlowly("[data-room-id=" + tea + "] [data-testid=unread]");
        page.awaitRoom(tea);
    }

    @Test
    void nothingThatIsThereIsTakenOutBecauseSomethingIsAdded() {
        crowd.say(0, cake, "one");
        page.awaitMessages("Bo: one");
        page.run(COUNT_REMOVALS);

        crowd.say(0, cake, "two");
        crowd.say(0, tea, "elsewhere");
        crowd.join("Al", cake);
        crowd.join("Cy", cake);
        page.awaitMembers("Ada", "Al", "Bo", "Cy");
        page.say("three");
        page.awaitMessages("Bo: one", "Bo: two", "You: three");
        page.awaitState("sent");

        // the clock of the message on its way has become its sign of arrival
        assertThat(page.list("window.removals"))
                .allSatisfy(removed -> assertThat(removed).containsAnyOf("<time ", "class=\"sign\""));
    }

    @Test
    void anEmojiAloneHasTheColourOfThePageItStandsOnAndNotOfTheBubbleThatIsNotThere() {
        page.say("\u2615");
        page.awaitCount(".own .is-big", 1);
        assertThat(page.list("[getComputedStyle(document.querySelector('.own .is-big')).color]"))
                .isEqualTo(page.list("[getComputedStyle(document.body).color]"));
    }

    @Test
    void whatIsSelectedInAMessageStaysSelected() {
        crowd.say(0, cake, "something to copy");
        page.awaitMessages("Bo: something to copy");
        page.run("getSelection().selectAllChildren(document.querySelector('[data-testid=message-text]'))");

        crowd.say(0, cake, "the next one");
        page.awaitMessages("Bo: something to copy", "Bo: the next one");
        assertThat(page.list("[getSelection().toString()]")).containsExactly("something to copy");
    }

    private void awaitLinesFrom(long before) {
        Awaitility.await().until(() -> crowd.said() > before + 4);
    }
}
