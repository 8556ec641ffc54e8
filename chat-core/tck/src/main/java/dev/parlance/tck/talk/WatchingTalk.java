package dev.parlance.tck.talk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.Room;
import dev.parlance.model.MessageId;
import dev.parlance.model.Position;
import dev.parlance.model.Profile;
import dev.parlance.model.Receipt;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.transport.ClientCommand;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What concerns a user alone goes from node to node, to those of the user's devices that watch. */
public abstract class WatchingTalk extends TalkRules {
    protected WatchingTalk(Supplier<TwoEngines> nodes) {
        super(nodes);
    }

    private WatchingDevice device(ChatEngine node, User user) {
        return new WatchingDevice(node, user, engines.patience());
    }

    private Optional<Profile> called(ChatEngine node) {
        return Optional.ofNullable(done(node.profiles(Set.of(bo.id()))).get(bo.id()));
    }

    @Test
    void required_talk_whoWatchesHearsOfAFollowedRoomAndOfWhatAnotherDeviceHasRead() {
        said(here, "to nobody");
        WatchingDevice phone = device(engines.there(), bo).says(new ClientCommand.FollowRoom(roomId));
        phone.hears("Marked");
        phone.says(new ClientCommand.WatchRooms(true)).hears("Watching");

        Position last = said(here, "to bo").position();
        phone.hears("posts 2");

        device(engines.here(), bo)
                .says(new ClientCommand.MarkRead(roomId, last, OptionalLong.empty()))
                .hears("Marked");
        phone.hears("unread 0");
    }

    @Test
    void optional_talk_whoWatchesHearsWhatWasReadWhileTheNodeHeardNothingAndThatSomethingMayBeLost() {
        Position last = said(here, "to bo").position();
        WatchingDevice phone = device(engines.here(), bo).says(new ClientCommand.WatchRooms(true));
        phone.hears("Watching");

        engines.deafen();
        device(engines.there(), bo)
                .says(new ClientCommand.MarkRead(roomId, last, OptionalLong.empty()))
                .hears("Marked");

        phone.hearsAll("unread 0", "watch_gap");
    }

    /** So many that most of them are read again of themselves later than anyone waits here. */
    @Test
    void optional_talk_whoWatchesHearsWhatWasSaidInFollowedRoomsWhileTheNodeHeardNothing() {
        List<Room> rooms = IntStream.range(0, 60)
                .mapToObj(i -> engines.there().room(new RoomId(roomId + "-" + i)))
                .toList();
        all(rooms.stream().map(each -> each.follow(bo.id())));
        WatchingDevice phone = device(engines.here(), bo).says(new ClientCommand.WatchRooms(true));
        phone.hears("Watching");

        List<CompletionStage<Receipt>> said =
                rooms.stream().map(each -> each.publish(ada, "to bo")).toList();
        do {
            engines.deafen(); // again and again, so that some of the rings come while it does not hear
        } while (said.stream().anyMatch(each -> !each.toCompletableFuture().isDone()));
        engines.deafen();
        all(said.stream());

        phone.hearsOf(rooms.stream().map(Room::id).toList());
    }

    @Test
    void required_talk_whoWatchesHearsOfTheOwnReactionAndNameOnAnotherNode() {
        WatchingDevice phone = device(engines.there(), bo).says(new ClientCommand.WatchRooms(true));
        phone.hears("Watching");

        MessageId said = said(here, "to all");
        done(here.react(bo, said, LIKE, true));
        phone.hears("own_reaction");

        engines.until(
                "the first name is kept, which nobody waits for",
                () -> called(engines.here()).isPresent());
        device(engines.here(), User.of(bo.id(), "Bob"));
        phone.hears("profile_updated");
        assertThat(called(engines.there()).orElseThrow().name()).isEqualTo("Bob");
    }
}
