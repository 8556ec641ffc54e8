package dev.parlance.command;

import dev.parlance.model.User;
import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.ServerReply;
import java.util.concurrent.CompletionStage;

/** {@code get_rooms}: reads some of the rooms that the user follows. */
final class ReadRooms extends Command<ClientCommand.ReadRooms> {
    /** What a room costs in the answer. */
    private static final long ROOM_BYTES = 2_000;

    ReadRooms(Gate gate, Session session, ClientCommand.ReadRooms command, long requestId) {
        super(gate, session, command, requestId);
    }

    @Override
    public boolean readsLog() {
        return true; // it is long and has to be paid for, as that is
    }

    @Override
    long bytesCaused() {
        return 0;
    }

    @Override
    CompletionStage<Void> run() {
        User user = session.user();
        return readLong(
                () -> gate.followedRooms.page(
                        user.id(), command().limit(), command().after(), roomId -> gate.mayRead(user, roomId)),
                page -> ROOM_BYTES * page.rooms().size(),
                page -> reply(new ServerReply.Followed(page)));
    }
}
