package dev.parlance.websocket.chat;

import dev.parlance.model.ChatException;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.ServerReply;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One connect of a client that can recover: ask the host again who it is, find the state of its session, enter its rooms again where it stood. If any of that
 * fails it is let in as a new one. Who says nothing of itself is asked for by what the state says of it. For the connection's lane only.
 */
final class RecoveryAttempt {
    private enum Phase {
        /** On the way back to the session. */
        RECOVERING,
        /** That led nowhere: on the way in as a new client. */
        ANEW,
        /** Let in, or refused. */
        DECIDED
    }

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final RecoverableConnection connection;
    private final Recovery recovery;
    private final ObjectNode auth;
    private final long bytes;
    private final @Nullable String privateId;
    private Phase phase = Phase.RECOVERING;
    private @Nullable RecoveryState state;

    RecoveryAttempt(RecoverableConnection connection, Recovery recovery, ObjectNode auth, long bytes) {
        this.connection = connection;
        this.recovery = recovery;
        this.auth = auth;
        this.bytes = bytes;
        this.privateId = text("pid");
    }

    void begin() {
        if (!SocketIoLogin.isIn(auth)) {
            // also where it is known who that was: to look for it costs something
            connection.session.receiveOther(bytes);
        }
        if (privateId == null || SocketIoLogin.isIn(auth)) {
            authenticate();
        } else {
            claim(privateId, null);
        }
    }

    private void claim(String id, @Nullable UserId by) {
        connection.onGone(() -> giveBack(id));
        connection.expect(PATIENCE, this::startAnew);
        recovery.claim(id, by)
                .whenComplete((found, failure) ->
                        connection.lane().execute(() -> claimed(id, found == null ? null : found.orElse(null))));
    }

    private void claimed(String id, @Nullable RecoveryState found) {
        if (found != null && connection.isGone()) {
            recovery.keep(id, found); // until next time
        } else if (phase == Phase.RECOVERING) {
            state = found;
            if (found == null) {
                admit();
            } else if (SocketIoLogin.isIn(auth)) {
                enterRooms(found);
            } else {
                authenticate();
            }
        }
    }

    private void giveBack(String id) {
        RecoveryState claimed = state;
        if (claimed != null) {
            recovery.keep(id, claimed);
        }
    }

    private void authenticate() {
        ClientCommand.Authenticate command;
        try {
            command = credentials();
        } catch (ChatException e) {
            refuse(e);
            return;
        }
        if (command == null) {
            admit();
        } else {
            connection.authenticate(command, SocketIoLogin.isIn(auth) ? bytes : 0, this::authenticated);
        }
    }

    /** What came with the connect, or what was said before if nothing came; null for nothing. */
    private ClientCommand.@Nullable Authenticate credentials() {
        if (SocketIoLogin.isIn(auth)) {
            return SocketIoLogin.command(auth);
        }
        RecoveryState.Claim claim = state == null ? null : state.claim();
        return claim == null ? null : claim.command();
    }

    private void authenticated(ServerReply reply) {
        if (phase == Phase.DECIDED) {
            return;
        }
        if (reply instanceof ServerReply.Authenticated authenticated) {
            authenticated(authenticated.user().id());
        } else if (reply instanceof ServerReply.Failed failed && SocketIoLogin.isIn(auth)) {
            refuse(failed.error());
        } else {
            admit();
        }
    }

    private void authenticated(UserId userId) {
        RecoveryState known = state;
        if (phase == Phase.ANEW || privateId == null) {
            admit();
        } else if (known == null) {
            claim(privateId, userId);
        } else if (known.userId().equals(userId)) {
            enterRooms(known);
        } else {
            admit();
        }
    }

    private void enterRooms(RecoveryState known) {
        long number = number();
        Map<RoomId, Position> stood = number < 0 ? null : known.log().positionsAt(number);
        if (stood == null) {
            admit();
            return;
        }
        connection.events().resume(known.log().from(number, stood));
        new RoomsAgain(connection, known.log(), stood, () -> recovered(known), this::startAnew).enterNext();
    }

    private void recovered(RecoveryState known) {
        phase = Phase.DECIDED;
        connection.admit(known.socketId(), String.valueOf(privateId));
    }

    /** Not all is there: out of the rooms again, without anybody seeing it, and in as a new client. */
    private void startAnew() {
        if (phase == Phase.RECOVERING && !connection.isGone()) {
            phase = Phase.ANEW;
            state = null;
            connection.openSession();
            authenticate();
        }
    }

    private void admit() {
        phase = Phase.DECIDED;
        state = null;
        connection.admit();
    }

    private void refuse(ChatException error) {
        phase = Phase.DECIDED;
        SocketIoLogin.refuse(connection.socket, error);
    }

    /** The last number that the client got. */
    private long number() {
        String offset = text("offset");
        return offset == null || privateId == null ? 0 : RecoveryOffset.read(privateId, offset);
    }

    private @Nullable String text(String field) {
        return auth.get(field) != null && auth.get(field).isString()
                ? auth.get(field).stringValue()
                : null;
    }
}
