package dev.parlance.tck.talk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.Room;
import dev.parlance.model.MessageId;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.transport.ClientCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** People look at the list of the rooms that they follow, and talk to one another alone. */
public abstract class ListingTalk extends TalkRules {
    private static final int ROOMS = 601;

    protected ListingTalk(Supplier<TwoEngines> nodes) {
        super(nodes);
    }

    private WatchingDevice device(boolean isHere, User user) {
        return new WatchingDevice(isHere ? engines.here() : engines.there(), user, engines.patience());
    }

    /** The list as a new device has it: each room, what is unread of how much there, and what was said last. */
    private String list(boolean isHere, User user) {
        return device(isHere, user)
                .says(new ClientCommand.ReadRooms(1_000, null))
                .next("rooms ");
    }

    private RoomId direct() {
        return RoomId.direct(ada.id(), bo.id());
    }

    @Test
    void required_talk_afterAStormOfEditsAndDeletionsWhatIsUnreadIsRightInSixHundredAndOneRooms() {
        List<RoomId> ids = IntStream.range(0, ROOMS)
                .mapToObj(i -> new RoomId(roomId + "-" + (1_000 + i)))
                .toList();
        all(ids.stream().map(id -> engines.here().room(id).follow(bo.id())));

        all(IntStream.range(0, ROOMS).mapToObj(i -> talk(ids.get(i), i)));

        String expected = "rooms "
                + IntStream.range(0, ROOMS).mapToObj(i -> ids.get(i) + state(i)).toList();
        assertThat(list(true, bo)).isEqualTo(expected);
        assertThat(list(false, bo)).isEqualTo(expected);
    }

    /** Up to three posts, of which the other node edits the first one or, in each third room, deletes it. */
    private CompletionStage<?> talk(RoomId id, int i) {
        Room one = engines.here().room(id);
        Room other = engines.there().room(id);
        CompletionStage<?> done = CompletableFuture.completedFuture(null);
        for (int j = 0; j < i % 4; j++) {
            String text = "m" + j;
            boolean isFirst = j == 0;
            done = done.thenCompose(before -> one.publish(ada, text))
                    .thenCompose(receipt ->
                            isFirst ? changed(other, receipt.messageId(), i) : CompletableFuture.completedFuture(null));
        }
        return done;
    }

    private CompletionStage<?> changed(Room room, MessageId id, int i) {
        return i % 3 == 0 ? room.delete(id) : room.edit(id, says("e0"));
    }

    private static String state(int i) {
        int posts = i % 4;
        boolean isDeleted = i % 3 == 0 && posts > 0;
        int unread = posts - (isDeleted ? 1 : 0);
        String last = posts > 1 ? " m" + (posts - 1) : isDeleted || posts == 0 ? "" : " e0";
        return " " + unread + "/" + posts + last;
    }

    @Test
    void required_talk_sixteenWhoOpenADirectRoomAtOnceHaveOne() {
        List<WatchingDevice> devices = IntStream.range(0, 16)
                .mapToObj(i -> device(i % 2 == 0, i % 4 < 2 ? ada : bo))
                .toList();

        engines.together(devices.stream()
                .<Runnable>map(device -> () -> device.says(
                                new ClientCommand.OpenDirect(device.user().id().equals(ada.id()) ? bo.id() : ada.id()))
                        .hears("Done " + direct()))
                .toArray(Runnable[]::new));

        assertThat(done(engines.there().room(direct()).record())).isPresent();
        assertThat(done(engines.broker().roomMembers(direct(), 10, null)).members())
                .extracting(member -> member.userId())
                .containsExactlyInAnyOrder(ada.id(), bo.id());
    }

    @Test
    void required_talk_thePeerOfADirectRoomSeesItFromItsFirstMessageOn() {
        device(true, ada).says(new ClientCommand.OpenDirect(bo.id())).hears("Done " + direct());
        assertThat(list(false, bo)).isEqualTo("rooms []");

        done(engines.here().room(direct()).publish(ada, "hello"));

        listed(false, bo, direct() + " 1/1 hello");
        listed(true, ada, direct() + " 0/1 hello");
    }

    @Test
    void required_talk_aDirectRoomThatWasLeftIsHiddenUntilTheNextMessage() {
        device(true, ada).says(new ClientCommand.OpenDirect(bo.id())).hears("Done " + direct());
        done(engines.there().room(direct()).publish(ada, "one"));
        listed(false, bo, direct() + " 1/1 one");

        device(false, bo).says(new ClientCommand.UnfollowRoom(direct())).hears("Done " + direct());
        assertThat(list(true, bo)).isEqualTo("rooms []");
        done(engines.there().room(direct()).publish(ada, "two"));

        listed(true, bo, direct() + " 1/2 two");
    }

    @Test
    void required_talk_nobodyElseReadsADirectRoom() {
        device(true, ada).says(new ClientCommand.OpenDirect(bo.id())).hears("Done " + direct());
        done(engines.here().room(direct()).publish(ada, "hello"));
        User eve = User.of(engines.newUser(), "Eve");

        List<String> answers = new ArrayList<>();
        Stream.of(true, false)
                .forEach(isHere -> answers.add(device(isHere, eve)
                        .says(new ClientCommand.Join(direct(), null, 10))
                        .next("")));

        assertThat(answers).containsExactly("failed FORBIDDEN", "failed FORBIDDEN");
    }

    private void listed(boolean isHere, User user, String room) {
        engines.until(room + " is in the list", () -> list(isHere, user).equals("rooms [" + room + "]"));
    }
}
