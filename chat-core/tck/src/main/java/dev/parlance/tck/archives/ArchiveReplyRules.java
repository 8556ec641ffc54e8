package dev.parlance.tck.archives;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.archive.ArchiveStore;
import dev.parlance.broker.WholeMessage;
import dev.parlance.model.Message;
import dev.parlance.model.MessageId;
import dev.parlance.model.MessagePage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A7: what answers a message. */
public abstract class ArchiveReplyRules extends ArchiveRules {
    protected ArchiveReplyRules(Supplier<ArchiveStore> archives, Supplier<Duration> patience) {
        super(archives, patience);
    }

    private Message reply(long offset) {
        return said(FIRST, offset, "reply " + offset).toBuilder()
                .replyTo(MessageId.at(at(FIRST, 1)))
                .build();
    }

    @Test
    void required_a7_pagesOfRepliesHaveEachOnceAndNoneThatWasDeleted() {
        save(FIRST, 0, said(FIRST, 1, "root"), reply(2), said(FIRST, 3, "no reply"), reply(4), reply(5), reply(6));
        save(FIRST, 6, reply(5).toBuilder().changeOffset(7).deleted().build());

        MessagePage first = done(archive().replies(room, at(FIRST, 1), 2, null));
        assertThat(first).isEqualTo(new MessagePage(List.of(reply(2), reply(4)), true));
        assertThat(done(archive().replies(room, at(FIRST, 1), 2, at(FIRST, 4))))
                .isEqualTo(new MessagePage(List.of(reply(6)), false));
        assertThat(done(archive().replies(room, at(FIRST, 3), 2, null))).isEqualTo(new MessagePage(List.of(), false));
    }

    @Test
    void required_a7_anEditedReplyKeepsItsPlace() {
        save(FIRST, 0, said(FIRST, 1, "root"), reply(2), reply(3));
        Message edited = reply(2).toBuilder()
                .edited("otherwise", when(4))
                .changeOffset(4)
                .build();
        save(FIRST, 3, edited);

        assertThat(done(archive().replies(room, at(FIRST, 1), 9, null)).messages())
                .containsExactly(edited, reply(3));
    }

    @Test
    void required_a7_repliesOfALaterLifeFollow() {
        save(FIRST, 0, said(FIRST, 1, "root"), reply(2));
        Message later = said(SECOND, 3, "later").toBuilder()
                .replyTo(MessageId.at(at(FIRST, 1)))
                .build();
        save(SECOND, 2, later);

        assertThat(done(archive().replies(room, at(FIRST, 1), 9, at(FIRST, 1))).messages())
                .containsExactly(reply(2), later);
    }

    @Test
    void required_a7_aMessageKnowsWhenItWasAnswered() {
        save(FIRST, 0, said(FIRST, 1, "root"), reply(2), reply(3));
        save(FIRST, 3, reply(2).toBuilder().changeOffset(4).deleted().build());

        assertThat(done(archive().message(room, at(FIRST, 1))))
                .contains(new WholeMessage(said(FIRST, 1, "root"), Map.of(), new TreeMap<>(Map.of(3L, when(3)))));
    }
}
