package dev.parlance.websocket.chat;

import dev.parlance.model.ChatException;
import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.protocol.words.CommandReader;
import dev.parlance.protocol.words.Fields;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.ServerEvent;
import dev.parlance.transport.ServerReply;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One connect of a client that can recover: ask the host again who it is, find the state of its session, enter its rooms again where it stood. If any of that
 * fails it is let in as a new one. Who says nothing of itself is asked for by what the state says of it. For the connection's lane only.
 */
final class RecoveryAttempt {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final RecoverableConnection connection;
    private final Recovery recovery;
    private final ObjectNode auth;
    private final @Nullable String privateId;
    private @Nullable RecoveryState state;
    private Map<RoomId, Position> positions = Map.of();
    private boolean decided;
    private boolean anew;

    RecoveryAttempt(RecoverableConnection connection, Recovery recovery, ObjectNode auth) {
        this.connection = connection;
        this.recovery = recovery;
        this.auth = auth;
        this.privateId = text("pid");
    }

    void begin() {
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
        } else if (!decided && !anew) {
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
            connection.refuse(SocketIoLogin.refusal(new ServerReply.Failed(e)));
            return;
        }
        if (command == null) {
            admit();
        } else {
            connection.authenticate(command, this::authenticated);
        }
    }

    /** What came with the connect, or what was said before if nothing came; null for nothing. */
    private ClientCommand.@Nullable Authenticate credentials() {
        if (SocketIoLogin.isIn(auth)) {
            return (ClientCommand.Authenticate) CommandReader.read("authenticate", Fields.of("auth", auth));
        }
        RecoveryState.Claim claim = state == null ? null : state.claim();
        return claim == null ? null : claim.command();
    }

    private void authenticated(ServerReply reply) {
        if (decided) {
            return;
        }
        if (reply instanceof ServerReply.Authenticated authenticated) {
            authenticated(authenticated.user().id());
        } else if (reply instanceof ServerReply.Failed failed && SocketIoLogin.isIn(auth)) {
            decided = true;
            connection.refuse(SocketIoLogin.refusal(failed));
        } else {
            admit();
        }
    }

    private void authenticated(UserId userId) {
        RecoveryState known = state;
        if (anew || privateId == null) {
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
        positions = stood;
        connection.resume(known.log().from(number, stood));
        enterNext(known, List.copyOf(known.log().rooms()).iterator());
    }

    private void enterNext(RecoveryState known, Iterator<RoomId> rooms) {
        if (decided) {
            return;
        }
        if (!rooms.hasNext()) {
            decided = true;
            connection.admit(known.socketId(), String.valueOf(privateId));
            return;
        }
        RoomId room = rooms.next();
        Position since = positions.get(room);
        connection.ask(new ClientCommand.Join(room, since, 0), reply -> {
            if (reply instanceof ServerReply.Joined joined && (since == null || joined.recovered())) {
                entered(room, since, joined);
                enterNext(known, rooms);
            } else {
                startAnew();
            }
        });
    }

    private void entered(RoomId room, @Nullable Position since, ServerReply.Joined joined) {
        if (since == null) {
            connection.tellJoined(room, joined); // it had not got the answer to its join
            return;
        }
        boolean changed = joined.messages().stream().anyMatch(RecoveryAttempt::isChanged);
        if (changed) { // they come in the order of their changes, so before the last the client stands nowhere
            connection.unsure(room);
        }
        for (Message message : joined.messages()) {
            boolean isNew = message.position().offset() > since.offset();
            if (isNew) {
                connection.tell(new ServerEvent.MessagePosted(message));
            }
            if (!isNew || isChanged(message)) {
                connection.tell(new ServerEvent.MessageUpdated(message));
            }
        }
        if (changed) {
            connection.stands(room, joined.position());
        }
    }

    private static boolean isChanged(Message message) {
        return message.changeOffset() > message.position().offset();
    }

    /** Not all is there: out of the rooms again, without anybody seeing it, and in as a new client. */
    private void startAnew() {
        if (decided || connection.isGone()) {
            return;
        }
        anew = true;
        state = null;
        connection.openSession();
        authenticate();
    }

    private void admit() {
        decided = true;
        state = null;
        connection.admit();
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
