package dev.parlance.tck.talk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.Room;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.MessageEdit;
import dev.parlance.model.MessageId;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.transport.ClientCommand;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** People name each other. Both follow the room before anything is said. */
public abstract class MentioningTalk extends TalkRules {
    protected MentioningTalk(Supplier<TwoEngines> nodes) {
        super(nodes);
    }

    private MessageId saidTo(Room room, String text, User... mentioned) {
        done(here.follow(bo.id()));
        done(there.follow(ada.id()));
        return done(room.publish(MessageDraft.builder(roomId, User.of("eve", "Eve"), text)
                        .mentions(ids(mentioned))
                        .build()))
                .messageId();
    }

    private static List<UserId> ids(User... users) {
        return Stream.of(users).map(User::id).toList();
    }

    private static MessageEdit to(User... users) {
        return MessageEdit.builder().mentions(ids(users)).build();
    }

    /** It is counted behind the message, which does not wait for it. */
    private void mentions(Room room, User user, int count) {
        engines.until(
                user.name() + " is mentioned " + count + " times",
                () -> done(room.follow(user.id())).mentions() == count);
    }

    private WatchingDevice watching(User user) {
        WatchingDevice device = new WatchingDevice(engines.there(), user, engines.patience());
        device.says(new ClientCommand.WatchRooms(true)).hears("Watching");
        return device;
    }

    private static String mention(MessageId id) {
        return "mention " + id.position().offset();
    }

    @Test
    void required_talk_aMentionCountsOnAllNodesUntilItIsRead() {
        MessageId id = saidTo(here, "tea?", bo);
        mentions(here, bo, 1);
        mentions(there, bo, 1);
        assertThat(done(there.follow(ada.id())).mentions()).isZero();

        done(there.mark(bo.id(), id.position()));

        assertThat(done(here.follow(bo.id())).mentions()).isZero();
    }

    @Test
    void required_talk_whoIsEditedOutIsMentionedNoMoreAndWhoIsEditedInIs() {
        MessageId id = saidTo(here, "tea?", bo);
        mentions(here, bo, 1);

        done(there.edit(id, to(ada)));
        mentions(here, bo, 0);
        mentions(here, ada, 1);

        done(here.edit(id, to(bo, ada)));
        mentions(there, bo, 1);
        mentions(there, ada, 1);
    }

    @Test
    void required_talk_whatIsDeletedMentionsNobody() {
        MessageId id = saidTo(here, "tea?", bo, ada);
        mentions(there, bo, 1);
        mentions(there, ada, 1);

        done(there.delete(id));

        mentions(here, bo, 0);
        mentions(here, ada, 0);
    }

    @Test
    void required_talk_anEditTellsWhomItAddsAndNobodyAgain() {
        WatchingDevice phone = watching(bo);
        WatchingDevice other = watching(ada);
        MessageId id = saidTo(here, "tea?", bo);
        phone.hears(mention(id));

        done(here.edit(id, to(bo, ada)));
        other.hears(mention(id));
        MessageId next = saidTo(here, "milk?", bo);

        assertThat(phone.hears(mention(next))).noneMatch(what -> what.startsWith("mention"));
    }

    @Test
    void required_talk_anAnswerDoesNotMentionTheChainAgain() {
        WatchingDevice phone = watching(bo);
        MessageId root = saidTo(here, "tea?", bo);
        phone.hears(mention(root));

        done(here.publish(MessageDraft.builder(roomId, ada, "yes").replyTo(root).build()));
        MessageId next = saidTo(here, "milk?", bo);

        assertThat(phone.hears(mention(next))).noneMatch(what -> what.startsWith("mention"));
        mentions(there, bo, 2);
    }

    @Test
    void required_talk_aNameInTheTextMentionsNobody() {
        WatchingDevice phone = watching(bo);
        saidTo(here, "@" + bo.id().value() + " and @Bo");
        MessageId next = saidTo(here, "milk?", bo);

        assertThat(phone.hears(mention(next))).noneMatch(what -> what.startsWith("mention"));
    }
}
