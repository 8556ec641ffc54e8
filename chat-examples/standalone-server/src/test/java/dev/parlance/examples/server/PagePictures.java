package dev.parlance.examples.server;

import static dev.parlance.examples.server.PictureTalk.ADA;
import static dev.parlance.examples.server.PictureTalk.BO;
import static dev.parlance.examples.server.PictureTalk.CHIOMA;
import static dev.parlance.examples.server.PictureTalk.DANA;
import static dev.parlance.examples.server.PictureTalk.LAILA;
import static dev.parlance.examples.server.PictureTalk.MEI;
import static dev.parlance.examples.server.PictureTalk.OMAR;
import static dev.parlance.examples.server.PictureTalk.TOMAS;

import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.MessageEdit;
import dev.parlance.model.Receipt;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Takes the pictures of the page that the documentation shows, when it is asked to by its name: see CONTRIBUTING.md. */
class PagePictures {
    private static final String MOUSE = "--blink-settings=primaryHoverType=2,availableHoverTypes=2,"
            + "primaryPointerType=4,availablePointerTypes=4";
    private static final String READING = "reading-room";
    private static final String COFFEE = "قهوة";

    @AutoClose
    private final PictureTalk talk = new PictureTalk();

    @AutoClose
    private Crowd crowd;

    @AutoClose
    private ChatPage page;

    @BeforeAll
    static void needsABrowser() {
        Chromium.require();
    }

    @BeforeEach
    void letThemTalk() {
        talk.at(11, 15, 4).say(READING, CHIOMA, "Has anyone found a room for the reading on Saturday?");
        talk.at(11, 15, 9).say(READING, MEI, "The library has the small hall free from **six**. It seats forty.");
        Receipt noon = talk.say(READING, MEI, "They would like to know by tomorrow noon.");
        talk.at(11, 15, 30).reply(READING, BO, noon, "Then let us take it. I can ask for the projector, too.");
        Receipt booked = talk.at(12, 9, 12)
                .say(
                        READING,
                        MEI,
                        "Booked: Saturday, **18:00**, small hall.\nWe still need\n- tea and cups\n- posters\n- `readings.pdf` on the site");
        talk.in(READING, room -> room.pin(booked.messageId(), true));
        talk.react(READING, booked.messageId(), "❤️", CHIOMA, BO, TOMAS);
        talk.react(READING, booked.messageId(), "🎉", CHIOMA, ADA);
        talk.at(12, 9, 15)
                .say(
                        READING,
                        BO,
                        "Lovely. @Ada, could you bring the big kettle?",
                        draft -> draft.mentions(List.of(ADA.id())));
        talk.at(12, 9, 31).reply(READING, TOMAS, booked, "I can do the posters. Same size as last time?");
        talk.at(12, 9, 33).reply(READING, MEI, booked, "Yes, A3, ten of them.");
        talk.at(12, 9, 34).reply(READING, TOMAS, booked, "On it.");
        Receipt programme = talk.at(12, 9, 40).say(READING, TOMAS, "The programme is at https://example.org/readings");
        talk.at(12, 9, 41)
                .in(
                        READING,
                        room -> room.edit(
                                programme.messageId(),
                                MessageEdit.builder()
                                        .text("The programme is at https://example.org/readings now")
                                        .build()));
        talk.at(12, 10, 20)
                .say(
                        READING,
                        CHIOMA,
                        "To count down to it:\n```js\nconst start = new Date('2026-03-14T18:00');\nshow(`in ${daysUntil(start)} days`);\n```");
        talk.at(12, 14, 2).say("release", TOMAS, "Version 2.4 is on the test system.");
        talk.at(12, 8, 1).say("kitchen", MEI, "The coffee machine is back.");
        talk.at(12, 9, 1).say(COFFEE, LAILA, "صباح الخير، من يأتي اليوم إلى المكتبة؟");
        Receipt five = talk.at(12, 9, 3).say(COFFEE, OMAR, "أنا آتي في الخامسة. هل أحضر **الكتب**؟");
        talk.react(COFFEE, five.messageId(), "👍", LAILA, DANA);
        talk.at(12, 9, 5).reply(COFFEE, LAILA, five, "نعم من فضلك، وشكرا.");
        talk.say(COFFEE, LAILA, "@دانة، هل معك المفتاح؟", draft -> draft.mentions(List.of(DANA.id())));
        talk.at(12, 16, 42);
        crowd = new Crowd(talk.address());
        for (User each : List.of(BO, CHIOMA, MEI, TOMAS)) {
            crowd.join(each.name(), READING, "release", "kitchen");
        }
        crowd.openDirect(0, ADA.id().value());
        crowd.join(LAILA.name(), COFFEE);
        crowd.join(OMAR.name(), COFFEE);
    }

    @Test
    void atADesk() {
        page = new ChatPage(MOUSE);
        page.size(1280, 800);
        comeIn(ADA, READING);
        page.join("release");
        page.join("kitchen");
        page.goTo(READING);
        saysSomething();
        talk.say("kitchen", MEI, "There is cake.");
        talk.say("kitchen", MEI, "There was cake.");
        talk.say(
                "release",
                TOMAS,
                "@Ada, the phones are yours, I take the tablets",
                draft -> draft.mentions(List.of(ADA.id())));
        talk.say(RoomId.direct(ADA.id(), BO.id()).value(), BO, "Is it still at five?");
        page.awaitCount("[data-testid=room] [data-testid=unread]:not([hidden])", 3);
        page.awaitCount("[data-testid=direct-list] [data-testid=room-last]", 1);
        page.picture("chat-desktop");

        page.click("emoji");
        page.await(
                "[String(document.querySelector('emoji-picker')?.shadowRoot.querySelectorAll('.emoji').length > 50)]",
                "true");
        page.picture("chat-emoji");
        page.click("close-emoji");

        page.prefer("dark");
        page.run("const all = [...document.querySelectorAll('[data-testid=thread]')];"
                + " all.at(-1).scrollIntoView({ block: 'center' }); all.at(-1).click()");
        page.awaitCount("[data-testid=answers] [data-testid=message]", 4);
        page.pointAt("[data-testid=own-name]");
        page.awaitCount("[data-testid=actions]", 0);
        page.picture("chat-thread");
    }

    @Test
    void onAPhone() {
        page = new ChatPage();
        page.phone();
        comeIn(ADA, READING);
        saysSomething();
        page.run("document.querySelector('.for-me').scrollIntoView({ block: 'center' })");
        page.picture("chat-phone");

        String direct = RoomId.direct(ADA.id(), BO.id()).value();
        talk.at(12, 16, 12).say(direct, BO, "Is it still at five?");
        talk.at(12, 16, 14).say(direct, ADA, "Yes, at the side door. Can you carry the other end of the kettle?");
        talk.at(12, 16, 15).say(direct, BO, "Gladly. How large is it?");
        Receipt kettle = talk.at(12, 16, 16).say(direct, ADA, "Forty cups, of tea for forty people ☕");
        talk.at(12, 16, 42).react(direct, kettle.messageId(), "😮", BO);
        talk.read(direct, kettle.position(), BO);
        page.prefer("dark");
        page.run("location.hash = 'room=" + direct + "'");
        page.awaitRoom("Bo");
        page.awaitCount("[data-testid=receipt]", 1);
        page.picture("chat-direct");
    }

    @Test
    void fromRightToLeft() {
        page = new ChatPage("--lang=ar", "--accept-lang=ar");
        page.phone();
        comeIn(DANA, COFFEE);
        page.say("نعم، معي. أصل قبل الخامسة بربع ساعة.");
        page.awaitState("sent");
        page.picture("chat-arabic");
    }

    private void comeIn(User user, String room) {
        page.inEveryDocument("(() => { const shift = " + talk.now().toEpochMilli() + " - Date.now();"
                + " globalThis.Date = class extends Date {"
                + " constructor(...parts) { super(...(parts.length > 0 ? parts : [new.target.now()])); }"
                + " static now() { return super.now() + shift; } } })()");
        page.prefer("light");
        page.open(URI.create(talk.address() + "/#token=" + user.id().value()));
        page.enterHere(user.name(), room);
        page.awaitRoom(room);
    }

    /** And is read and liked. */
    private void saysSomething() {
        page.say("Kettle, cups and two kinds of tea. Shall I come at five?");
        page.awaitState("sent");
        Message last = talk.in(READING, room -> room.history(HistoryQuery.newest(1)))
                .messages()
                .get(0);
        talk.react(READING, last.id(), "👍", BO, MEI);
        talk.read(READING, last.position(), BO, CHIOMA, MEI);
        page.await(
                "[...document.querySelectorAll('[data-testid=receipt] summary')].map(each => each.textContent)",
                "Read by 3");
    }
}
