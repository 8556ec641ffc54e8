package dev.parlance.tck.talk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.Room;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Message;
import dev.parlance.model.MessageId;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.model.UserPage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** People react. */
public abstract class ReactingTalk extends TalkRules {
    protected ReactingTalk(Supplier<TwoEngines> nodes) {
        super(nodes);
    }

    @Test
    void required_talk_repeatsAtOnceNeverCountDouble() {
        MessageId id = said(here, "one");

        engines.together(
                () -> done(here.react(bo, id, LIKE, true)),
                () -> done(there.react(bo, id, LIKE, true)),
                () -> done(here.react(bo, id, LIKE, true)),
                () -> done(there.react(bo, id, LIKE, true)));

        for (Room room : List.of(here, there)) {
            assertThat(now(room, id).reactionCounts()).isEqualTo(Map.of(LIKE, 1));
            assertThat(done(room.reactions(id, LIKE, 10))).isEqualTo(new UserPage(List.of(bo.id()), false));
        }
    }

    @Test
    void required_talk_eachOfManyWhoReactOnTwoNodesCountsOnce() {
        MessageId id = said(here, "one");
        List<User> crowd = crowd(30);

        engines.together(
                () -> all(crowd.subList(0, 20).stream().map(user -> here.react(user, id, LIKE, true))),
                () -> all(crowd.subList(10, 30).stream().map(user -> there.react(user, id, LIKE, true))));

        for (Room room : List.of(here, there)) {
            assertThat(now(room, id).reactionCounts()).isEqualTo(Map.of(LIKE, 30));
            assertThat(now(room, id).reactions().get(LIKE)).hasSize(Message.MAX_LISTED_REACTORS);
            assertThat(done(room.reactions(id, LIKE, 100)).users())
                    .containsExactlyInAnyOrderElementsOf(
                            crowd.stream().map(User::id).toList());
        }
    }

    @Test
    void required_talk_onesOwnReactionIsKnownWithMoreThanAreListed() {
        MessageId id = said(here, "one");
        all(crowd(2 * Message.MAX_LISTED_REACTORS).stream().map(user -> here.react(user, id, LIKE, true)));
        done(here.react(bo, id, LIKE, true));

        Map<?, Set<String>> own = done(engines.broker().reactionsOf(roomId, bo.id(), List.of(id.position())));

        assertThat(own).isEqualTo(Map.of(id.position(), Set.of(LIKE)));
    }

    @Test
    void required_talk_aReactionTakenBackIsGoneAndTheOthersStay() {
        MessageId id = said(here, "one");
        done(here.react(ada, id, LIKE, true));
        done(there.react(bo, id, LIKE, true));

        done(there.react(ada, id, LIKE, false));

        Message left = now(here, id);
        assertThat(left.reactionCounts()).isEqualTo(Map.of(LIKE, 1));
        assertThat(left.reactions().get(LIKE)).containsExactly(bo.id());
    }

    @Test
    void required_talk_aReactionIsNeitherAnEditNorSomethingUnread() {
        MessageId id = said(here, "one");
        UserId reader = bo.id();
        done(here.follow(reader));

        done(there.react(ada, id, LIKE, true));

        assertThat(now(here, id).editedAt()).isEmpty();
        assertThat(unread(here, reader)).isZero();
    }

    @Test
    void required_talk_kindsHaveAnEndOnEveryNode() {
        MessageId id = said(here, "one");
        all(IntStream.range(0, Message.MAX_REACTIONS)
                .mapToObj(i -> (i % 2 == 0 ? here : there).react(ada, id, "kind " + i, true)));

        refuses(here.react(bo, id, "one more", true), ErrorCode.TOO_MANY_REACTIONS);
        refuses(there.react(bo, id, "one more", true), ErrorCode.TOO_MANY_REACTIONS);
        assertThat(done(there.react(bo, id, "kind 0", true)).reactionCounts()).hasSize(Message.MAX_REACTIONS);
    }
}
