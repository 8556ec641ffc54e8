package dev.parlance.tck.talk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.Room;
import dev.parlance.model.MessageId;
import dev.parlance.model.Position;
import dev.parlance.model.UserId;
import dev.parlance.transport.ClientCommand;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** People read, on several devices. */
public abstract class MarkingTalk extends TalkRules {
    protected MarkingTalk(Supplier<TwoEngines> nodes) {
        super(nodes);
    }

    private UserId follower() {
        done(here.follow(bo.id()));
        return bo.id();
    }

    @Test
    void required_talk_readingOnOneNodeClearsTheOther() {
        UserId reader = follower();
        said(here, "one");
        Position last = said(there, "two").position();
        assertThat(unread(there, reader)).isEqualTo(2);

        done(here.mark(reader, last));

        assertThat(unread(there, reader)).isZero();
    }

    @Test
    void required_talk_aDeviceThatIsBehindNeverMovesAMarkBack() {
        UserId reader = follower();
        Position first = said(here, "one").position();
        Position second = said(here, "two").position();

        engines.together(() -> done(here.mark(reader, second)), () -> done(there.mark(reader, first)));

        assertThat(done(there.mark(reader, first)).mark().position()).isEqualTo(second);
        assertThat(unread(here, reader)).isZero();
    }

    @Test
    void required_talk_whatIsMarkedUnreadIsUnreadOnTheOtherNodeAndReadAgainThere() {
        UserId reader = follower();
        Position first = said(here, "one").position();
        Position second = said(here, "two").position();
        done(here.mark(reader, second));

        assertThat(done(there.markUnread(reader, first)).unread()).isEqualTo(1);
        assertThat(unread(here, reader)).isEqualTo(1);
        assertThat(done(here.mark(reader, second)).unread()).isZero();
    }

    @Test
    void required_talk_editsNeverRaiseUnreadAndDeletionsLowerIt() {
        UserId reader = follower();
        MessageId one = said(here, "one");
        said(there, "two");

        done(there.edit(one, says("one, edited")));
        assertThat(unread(here, reader)).isEqualTo(2);
        done(there.delete(one));
        assertThat(unread(here, reader)).isEqualTo(1);
    }

    @Test
    void required_talk_unreadIsNeverLessThanNothing() {
        UserId reader = follower();
        MessageId one = said(here, "one");
        MessageId two = said(there, "two");

        engines.together(
                () -> done(here.mark(reader, two.position())),
                () -> done(there.delete(one)),
                () -> done(there.delete(two)));

        assertThat(unread(here, reader)).isZero();
        assertThat(unread(there, reader)).isZero();
        said(there, "three");
        assertThat(unread(here, reader)).isEqualTo(1);
    }

    @Test
    void required_talk_oneRoomsMarkLeavesTheOthersAlone() {
        UserId reader = follower();
        Room other = engines.there().room(engines.newRoom());
        done(other.follow(reader));
        Position last = said(here, "one").position();
        done(other.publish(ada, "two"));

        done(there.mark(reader, last));

        assertThat(unread(here, reader)).isZero();
        assertThat(unread(other, reader)).isEqualTo(1);
    }

    @Test
    void required_talk_followingBeginsAtTheHeadAndUnfollowingForgetsIt() {
        said(here, "one");
        UserId reader = follower();
        assertThat(unread(there, reader)).isZero();
        said(there, "two");
        assertThat(unread(there, reader)).isEqualTo(1);

        done(there.unfollow(reader));

        assertThat(unread(here, reader)).isZero();
    }

    @Test
    void required_talk_whoSaysSomethingHasReadWhatCameBefore() {
        UserId reader = follower();
        said(here, "one");
        said(there, "two");
        WatchingDevice device = new WatchingDevice(engines.there(), bo, engines.patience());
        device.says(new ClientCommand.Join(roomId, null, 0)).hears("Joined");

        device.says(new ClientCommand.Send(roomId, "three", null, Map.of(), null, List.of(), false))
                .hears("Sent");

        engines.until("both nodes have it read", () -> unread(here, reader) == 0 && unread(there, reader) == 0);
    }

    @Test
    void required_talk_whatADeviceReadBeforeItWasOfflineIsMarkedWhenItIsBack() {
        UserId reader = follower();
        Position seen = said(here, "one").position();
        said(here, "two");
        said(there, "three");

        new WatchingDevice(engines.there(), bo, engines.patience())
                .says(new ClientCommand.MarkRead(roomId, seen, OptionalLong.of(1)))
                .hears("Marked");

        assertThat(unread(here, reader)).isEqualTo(2);
    }

    @Test
    void required_talk_whoHasReadAMessageIsKnownOnBothNodes() {
        UserId reader = follower();
        MessageId one = said(here, "one");
        MessageId two = said(here, "two");

        done(there.mark(reader, one.position()));

        assertThat(done(here.readers(one, 10)).users()).containsExactly(reader);
        assertThat(done(there.readers(two, 10)).users()).isEmpty();
    }
}
