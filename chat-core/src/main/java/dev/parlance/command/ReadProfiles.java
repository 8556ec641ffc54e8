package dev.parlance.command;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Profile;
import dev.parlance.model.UserId;
import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.ServerReply;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** {@code get_profiles}: reads what some users are called now. Whoever is logged in may know it of everybody whose id they know. */
final class ReadProfiles extends Command<ClientCommand.ReadProfiles> {
    /** Of how many users one request may be. */
    static final int MOST = 100;

    /** What a user costs in the answer, beside a picture's address mostly. */
    private static final long PROFILE_BYTES = 200;

    ReadProfiles(Gate gate, Session session, ClientCommand.ReadProfiles command, long requestId) {
        super(gate, session, command, requestId);
    }

    @Override
    void check() {
        if (command().userIds().size() > MOST) {
            throw new ChatException(
                    ErrorCode.BAD_REQUEST,
                    "at most " + MOST + " users are asked about, not "
                            + command().userIds().size());
        }
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
        Set<UserId> asked = new LinkedHashSet<>(command().userIds());
        return readLong(
                () -> gate.names.of(asked),
                found -> PROFILE_BYTES * found.size(),
                found -> reply(new ServerReply.Profiles(inOrder(asked, found))));
    }

    private static List<Profile> inOrder(Set<UserId> asked, Map<UserId, Profile> found) {
        return asked.stream()
                .flatMap(each -> Optional.ofNullable(found.get(each)).stream())
                .toList();
    }
}
