package dev.parlance.websocket.chat;

import dev.parlance.ChatEngine;
import dev.parlance.model.Position;
import dev.parlance.model.Removal;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.transport.ChatSession;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.CloseReason;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.EventFrame;
import dev.parlance.transport.FrameBatch;
import dev.parlance.transport.ServerEvent;
import dev.parlance.transport.ServerReply;
import dev.parlance.websocket.address.AddressAccount;
import dev.parlance.websocket.engineio.Alarm;
import dev.parlance.websocket.socketio.protocol.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client that can come back to its session. What it asks for that moves it from room to room is asked for here, so that it is known where it stands. */
final class RecoverableConnection extends SocketIoConnection implements Recoverable {
    private final ChatEngine engine;
    private final Map<String, String> attributes;
    private final Recovery recovery;
    private final Alarm alarm;
    private final NumberedEvents events;
    private @Nullable UserId userId;
    private RecoveryState.@Nullable Claim claim;
    /** Of the rooms that it has joined whether it wanted an answer; those that it was brought back to are missing. */
    private final Map<RoomId, Boolean> answered = new HashMap<>(2);

    private @Nullable Runnable onGone;

    RecoverableConnection(
            ServerSocket socket,
            ChatEngine engine,
            Map<String, String> attributes,
            RecoverableEncoder encoder,
            Recovery recovery,
            AddressAccount account) {
        super(socket, encoder, account);
        this.engine = engine;
        this.attributes = attributes;
        this.recovery = recovery;
        this.alarm = socket.alarm();
        this.events = new NumberedEvents(socket, () -> close(CloseReason.OVERLOADED));
    }

    /** Opens a chat session, in place of one that led nowhere. */
    void openSession() {
        events.clear();
        answered.clear();
        session.open(engine, this, attributes);
    }

    /** Says what to do if the client goes before it is let in. */
    void onGone(Runnable action) {
        onGone = action;
    }

    /** Says what to do if the client has not been let in after a time. */
    void expect(Duration time, Runnable otherwise) {
        alarm.set(time, otherwise);
    }

    boolean isGone() {
        return session.get() == null;
    }

    /** Asks the engine; there is no answer once the session has ended. */
    void ask(ClientCommand command, long bytes, Consumer<ServerReply> answer) {
        ChatSession opened = session.get();
        if (opened != null) {
            opened.ask(command, bytes, answer);
        }
    }

    void authenticate(ClientCommand.Authenticate command, long bytes, Consumer<ServerReply> answer) {
        ask(command, bytes, reply -> {
            if (reply instanceof ServerReply.Authenticated authenticated) {
                userId = authenticated.user().id();
                claim = command.credentials().token() != null
                        ? null // a secret is not kept
                        : new RecoveryState.Claim(
                                command.credentials().userId(),
                                command.credentials().username());
            }
            answer.accept(reply);
        });
    }

    NumberedEvents events() {
        return events;
    }

    /** Lets the client in, and tells it what was held back. */
    void admit(String socketId, String privateId) {
        onGone = null;
        socket.accept(socketId, privateId);
        if (socket.isConnected()) {
            events.begin(privateId);
            recovery.opened(privateId, this);
            markAgain(privateId);
            release();
        }
    }

    void admit() {
        admit(socket.id(), recovery.newPrivateId());
    }

    /** Tells an event to this client alone. */
    void tell(ServerEvent event) {
        events.send(encoder().event(event));
    }

    /** A join without an answer: two events. */
    void tellJoined(RoomId room, ServerReply.Joined joined) {
        tell(new ServerEvent.MessageHistory(joined.messages()));
        tell(new ServerEvent.RoomUsers(joined.members()));
        stands(room, joined.position());
    }

    void stands(RoomId room, Position position) {
        events.stands(room, position);
    }

    @Override
    public boolean isOf(@Nullable UserId wanted) {
        return userId != null && (wanted == null || userId.equals(wanted));
    }

    @Override
    public @Nullable RecoveryState handOver() {
        RecoveryState state = state();
        events.end();
        close(CloseReason.TIMED_OUT);
        return state;
    }

    @Override
    void received(ClientCommand command, long id, long bytes, ChatSession opened) {
        if (command instanceof ClientCommand.Authenticate authenticate) {
            authenticate(authenticate, bytes, reply -> answer(command, id, reply));
        } else if (command instanceof ClientCommand.Join join) {
            ask(join, bytes, reply -> joined(join, id, reply));
        } else if (command instanceof ClientCommand.Leave leave) {
            ask(leave, bytes, reply -> {
                if (reply instanceof ServerReply.Done) {
                    answered.remove(leave.roomId());
                    events.left(leave.roomId());
                }
                answer(command, id, reply);
            });
        } else {
            super.received(command, id, bytes, opened);
        }
    }

    @Override
    public void onWritable() {
        release();
    }

    @Override
    public void onDisconnect(String reason, boolean forGood) {
        alarm.clear();
        super.onDisconnect(reason, forGood);
        if (onGone != null) {
            onGone.run();
        }
        String id = events.privateId();
        RecoveryState state = forGood ? null : state();
        events.end();
        if (id != null && state != null) {
            recovery.closed(id, this, state);
        } else if (id != null) {
            recovery.ended(id, this);
        }
    }

    @Override
    public boolean isWritable() {
        return events.isWritable();
    }

    @Override
    public void send(EncodedFrame frame) {
        if (frame instanceof EventFrame event && event.type() == ServerEvent.RemovedFromRoom.class) {
            removed(event, Objects.requireNonNull(event.roomId()));
        } else {
            events.send(frame);
        }
    }

    /** A client that joined without wanting an answer knows no such event, and is told by an error; if it is not known how it joined, by both. */
    private void removed(EventFrame notice, RoomId room) {
        Boolean wantedAnswer = answered.remove(room);
        if (!Boolean.TRUE.equals(wantedAnswer)) {
            Removal removal = Removal.of(Removal.Kind.KICK, ""); // why is in a frame, which is not read
            events.removed(room, encoder().event(new ServerEvent.RemovedFromRoom(room, removal, false)));
        }
        if (!Boolean.FALSE.equals(wantedAnswer)) {
            events.removed(room, notice);
        }
    }

    @Override
    public void send(FrameBatch batch) {
        for (int i = 0; i < batch.count(); i++) {
            events.send(batch.frame(i));
        }
    }

    private void joined(ClientCommand.Join command, long id, ServerReply reply) {
        if (!(reply instanceof ServerReply.Joined joined)) {
            answer(command, id, reply);
            return;
        }
        answered.put(command.roomId(), id != NO_ACKNOWLEDGEMENT);
        if (id == NO_ACKNOWLEDGEMENT) {
            tellJoined(command.roomId(), joined);
        } else {
            answer(command, id, reply);
            stands(command.roomId(), joined.position());
        }
    }

    private void answer(ClientCommand command, long id, ServerReply reply) {
        if (id != NO_ACKNOWLEDGEMENT) {
            socket.send(encoder().reply(id, reply));
        } else if (reply instanceof ServerReply.Failed failed) {
            tell(new ServerEvent.Failure(failed.error(), command.event(), command.roomId()));
        }
    }

    /** At the pace at which it is read, as what was asked for is. */
    private void release() {
        if (events.release()) {
            session.writable();
        }
    }

    private @Nullable RecoveryState state() {
        UserId known = userId;
        return known == null ? null : new RecoveryState(socket.id(), known, claim, events.log());
    }

    private void markAgain(String privateId) {
        alarm.set(Recovery.MARK_AGAIN, () -> {
            if (events.privateId() != null) {
                recovery.mark(privateId);
            }
            markAgain(privateId);
        });
    }
}
