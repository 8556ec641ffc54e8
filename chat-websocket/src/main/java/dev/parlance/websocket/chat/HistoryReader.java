package dev.parlance.websocket.chat;

import dev.parlance.ChatEngine;
import dev.parlance.Room;
import dev.parlance.model.ChatException;
import dev.parlance.model.Message;
import dev.parlance.model.User;
import dev.parlance.policy.Action;
import dev.parlance.policy.Metered;
import dev.parlance.transport.LongAnswers;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Who reads of a room's history over HTTP: what they may, and what it costs them. Any thread. */
sealed interface HistoryReader {
    /** Asked for before the turn comes, so that who has no right waits for none, and once more if the turn was waited for: it may have been taken away meanwhile. */
    CompletionStage<Void> requireRight(Room room);

    /**
     * The turn has come.
     *
     * @throws ChatException if too much was read before
     */
    void requireRate();

    /** These are the messages that were read. */
    void told(List<Message> messages);

    /** Somebody who has not said who they are. What they cost is their address's. */
    record Anyone() implements HistoryReader {
        @Override
        public CompletionStage<Void> requireRight(Room room) {
            return OpenRoom.require(room);
        }

        @Override
        public void requireRate() {}

        @Override
        public void told(List<Message> messages) {}
    }

    /** A user, of whose rates it is taken as what a connection of theirs asks for is. */
    record Known(ChatEngine engine, User user) implements HistoryReader {
        static Known counted(ChatEngine engine, User user) {
            engine.count(user, Metered.REQUESTS, 1);
            return new Known(engine, user);
        }

        @Override
        public CompletionStage<Void> requireRight(Room room) {
            return engine.require(user, new Action.Read(room.id()));
        }

        @Override
        public void requireRate() {
            engine.count(user, Metered.HISTORY_BYTES, 0);
        }

        @Override
        public void told(List<Message> messages) {
            engine.charge(user, Metered.HISTORY_BYTES, LongAnswers.bytes(messages));
        }
    }
}
