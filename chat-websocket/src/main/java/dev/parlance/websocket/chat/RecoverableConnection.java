package dev.parlance.websocket.chat;

import dev.parlance.ChatEngine;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.transport.ChatConnection;
import dev.parlance.transport.ChatSession;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.CloseReason;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FrameEncoder;
import dev.parlance.transport.ServerEvent;
import dev.parlance.transport.ServerReply;
import dev.parlance.websocket.engineio.Alarm;
import dev.parlance.websocket.socketio.protocol.ServerSocket;
import dev.parlance.websocket.socketio.protocol.SocketHandler;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;

/**
 * A client that can come back to its session: every event gets a number, and for each number it is known where the client stood. Until the client is let
 * in, what happens in its rooms is held back here.
 */
final class RecoverableConnection implements ChatConnection, SocketHandler {
    private final ServerSocket socket;
    private final ChatEngine engine;
    private final Map<String, String> attributes;
    private final RecoverableEncoder encoder;
    private final Recovery recovery;
    private final Alarm alarm;
    private final Map<Long, Consumer<ServerReply>> asked = new HashMap<>();
    private RecoveryLog log = new RecoveryLog();
    private HeldBack held = new HeldBack();
    private @Nullable ChatSession session;
    private @Nullable UserId userId;
    private RecoveryState.@Nullable Claim claim;
    private @Nullable String privateId;
    private @Nullable Runnable onGone;
    private long lastRequest = SocketIoLogin.REQUEST_ID;

    RecoverableConnection(
            ServerSocket socket,
            ChatEngine engine,
            Map<String, String> attributes,
            RecoverableEncoder encoder,
            Recovery recovery) {
        this.socket = socket;
        this.engine = engine;
        this.attributes = attributes;
        this.encoder = encoder;
        this.recovery = recovery;
        this.alarm = socket.alarm();
    }

    /** Opens a chat session, in place of one that led nowhere. */
    void openSession() {
        if (session != null) {
            session.disconnected();
            asked.clear();
            held = new HeldBack();
            log = new RecoveryLog();
        }
        session = engine.open(this, attributes);
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
        return session == null;
    }

    /** Asks the engine, and gets the answer as it is. */
    void ask(ClientCommand command, Consumer<ServerReply> answer) {
        ChatSession opened = session;
        if (opened != null) {
            asked.put(++lastRequest, answer);
            opened.receive(command, lastRequest);
        }
    }

    void authenticate(ClientCommand.Authenticate command, Consumer<ServerReply> answer) {
        ask(command, reply -> {
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

    void refuse(EncodedFrame refusal) {
        socket.refuse(refusal);
    }

    /** Goes on where a log ends. */
    void resume(RecoveryLog from) {
        log = from;
    }

    /** Lets the client in, and tells it what was held back. */
    void admit(String socketId, String newPrivateId) {
        onGone = null;
        socket.accept(socketId, newPrivateId);
        if (socket.isConnected()) {
            privateId = newPrivateId;
            recovery.opened(newPrivateId, this);
            markAgain();
            release();
        }
    }

    void admit() {
        admit(socket.id(), recovery.newPrivateId());
    }

    /** Does something after all that was held back before it. */
    void inTurn(Runnable step) {
        inTurn(0, step);
    }

    private void inTurn(int bytes, Runnable step) {
        if (!held.add(bytes, step)) {
            close(CloseReason.OVERLOADED);
        }
    }

    void tell(ServerEvent event) {
        EncodedFrame frame = encoder.event(event);
        inTurn(frame.size(), () -> deliver(frame));
    }

    /** A join without an answer: two events. */
    void tellJoined(RoomId room, ServerReply.Joined joined) {
        tell(new ServerEvent.MessageHistory(joined.messages()));
        tell(new ServerEvent.RoomUsers(joined.members()));
        stands(room, joined.position());
    }

    void stands(RoomId room, Position position) {
        inTurn(() -> log.joined(room, position));
    }

    void unsure(RoomId room) {
        inTurn(() -> log.unsure(room));
    }

    /** Whether the session is that of a user, or of anyone if that is not known yet. */
    boolean isOf(@Nullable UserId wanted) {
        return userId != null && (wanted == null || userId.equals(wanted));
    }

    /** Gives the session up to another connection of its client; this one is over, and sends nothing any more that would move the other's log. */
    @Nullable
    RecoveryState handOver() {
        RecoveryState state = state();
        privateId = null;
        log = new RecoveryLog();
        close(CloseReason.TIMED_OUT);
        return state;
    }

    @Override
    public void onEvent(String event, ArrayNode packet, long id) {
        ChatSession opened = session;
        ClientCommand command = opened == null ? null : SocketIoRequests.read(event, packet, id, opened);
        if (opened == null || command == null) {
            return;
        }
        if (command instanceof ClientCommand.Authenticate authenticate) {
            authenticate(authenticate, reply -> answer(command, id, reply));
        } else if (command instanceof ClientCommand.Join join) {
            ask(join, reply -> joined(join, id, reply));
        } else if (command instanceof ClientCommand.Leave leave) {
            ask(leave, reply -> {
                if (reply instanceof ServerReply.Done) {
                    log.left(leave.roomId());
                }
                answer(command, id, reply);
            });
        } else {
            opened.receive(command, id);
        }
    }

    @Override
    public void onAcknowledgement(long id, ArrayNode arguments) {
        // the chat asks for none
    }

    @Override
    public void onCaughtUp() {
        if (session != null) {
            session.caughtUp();
        }
    }

    @Override
    public void onWritable() {
        if (privateId != null) {
            release();
        }
    }

    /** At the pace at which it is read, as what was asked for is. */
    private void release() {
        if (held.release(socket::isWritable) && session != null) {
            session.writable();
        }
    }

    @Override
    public void onDisconnect(String reason) {
        alarm.clear();
        if (session != null) {
            session.disconnected();
            session = null;
        }
        if (onGone != null) {
            onGone.run();
        }
        String id = privateId;
        if (id == null) {
            return;
        }
        RecoveryState state = reason.endsWith("namespace disconnect") ? null : state();
        if (state == null) {
            recovery.ended(id, this);
        } else {
            recovery.closed(id, this, state);
        }
    }

    @Override
    public FrameEncoder encoder() {
        return encoder;
    }

    @Override
    public Executor lane() {
        return socket.lane();
    }

    /** Before the client is let in nothing is sent, so nothing waits. */
    @Override
    public boolean isWritable() {
        return privateId == null || (held.isReleased() && socket.isWritable());
    }

    @Override
    public void send(EncodedFrame frame) {
        if (frame == RecoverableEncoder.ANSWER) {
            RecoverableEncoder.Answer answer = encoder.takeAnswer();
            Consumer<ServerReply> waiting = answer == null ? null : asked.remove(answer.requestId());
            if (answer != null && waiting != null) {
                waiting.accept(answer.reply());
            }
        } else if (held.isReleased()) {
            deliver(frame);
        } else {
            inTurn(frame.size(), () -> deliver(frame));
        }
    }

    @Override
    public void authenticated() {
        socket.known();
    }

    @Override
    public void close(CloseReason reason) {
        SocketIoConnection.close(socket, reason);
    }

    private void joined(ClientCommand.Join command, long id, ServerReply reply) {
        if (!(reply instanceof ServerReply.Joined joined)) {
            answer(command, id, reply);
        } else if (id == NO_ACKNOWLEDGEMENT) {
            tellJoined(command.roomId(), joined);
        } else {
            answer(command, id, reply);
            stands(command.roomId(), joined.position());
        }
    }

    private void answer(ClientCommand command, long id, ServerReply reply) {
        if (id != NO_ACKNOWLEDGEMENT) {
            socket.send(encoder.reply(id, reply));
        } else if (reply instanceof ServerReply.Failed failed) {
            tell(new ServerEvent.Failure(failed.error(), command.event(), command.roomId()));
        }
    }

    private void deliver(EncodedFrame frame) {
        if (privateId != null) {
            socket.send(log.number(frame, privateId));
        }
    }

    private @Nullable RecoveryState state() {
        UserId known = userId;
        return known == null ? null : new RecoveryState(socket.id(), known, claim, log);
    }

    private void markAgain() {
        alarm.set(Recovery.MARK_AGAIN, () -> {
            if (privateId != null) {
                recovery.mark(privateId);
            }
            markAgain();
        });
    }
}
