package dev.parlance.command;

import dev.parlance.host.EngineContext;
import dev.parlance.model.ChatException;
import dev.parlance.room.Rooms;
import dev.parlance.session.CommandRate;
import dev.parlance.session.Request;
import dev.parlance.session.Requests;
import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Which class carries out what a client asks for: a line for each. One for all sessions of a node; on the lane of each. */
public final class Commands implements Requests {
    private static final Map<Class<? extends ClientCommand>, Kind<?>> KINDS = new HashMap<>();

    static {
        on(ClientCommand.AddMember.class, AddMember::new);
        on(ClientCommand.Authenticate.class, Authenticate::new);
        on(ClientCommand.CreateRoom.class, CreateRoom::new);
        on(ClientCommand.Join.class, Join::new);
        on(ClientCommand.Leave.class, Leave::new);
        on(ClientCommand.OpenDirect.class, OpenDirect::new);
        on(ClientCommand.Ping.class, Ping::new);
        on(ClientCommand.ReadHistory.class, ReadHistory::new);
        on(ClientCommand.ReadMembers.class, ReadMembers::new);
        on(ClientCommand.ReadRoom.class, ReadRoom::new);
        on(ClientCommand.RemoveMember.class, RemoveMember::new);
        on(ClientCommand.Send.class, Send::new);
        on(ClientCommand.Typing.class, Typing::new);
        on(ClientCommand.UpdateRoom.class, UpdateRoom::new);
    }

    private final Gate gate;

    /**
     * Makes what all sessions of a node share.
     *
     * @param stopping whether the node is about to stop
     */
    public Commands(EngineContext context, Rooms rooms, BooleanSupplier stopping) {
        this.gate = new Gate(context, rooms, stopping);
    }

    private interface Kind<C extends ClientCommand> {
        Command<C> make(Gate gate, Session session, C command, long requestId);
    }

    /** What is carried out. */
    static Set<Class<? extends ClientCommand>> known() {
        return KINDS.keySet();
    }

    private static <C extends ClientCommand> void on(Class<C> type, Kind<C> kind) {
        KINDS.put(type, kind);
    }

    /** What asks the host anew whether users may still be where they are. */
    public Recheck recheck() {
        return gate.recheck;
    }

    @Override
    public @Nullable ChatException refusal(CommandRate rate) {
        return gate.refusal(rate);
    }

    @Override
    public Request request(Session session, ClientCommand command, long requestId) {
        return make(session, command, requestId);
    }

    private <C extends ClientCommand> Command<C> make(Session session, C command, long requestId) {
        @SuppressWarnings("unchecked") // it was put in for this class
        Kind<C> kind = (Kind<C>) KINDS.get(command.getClass());
        if (kind == null) {
            throw new IllegalStateException("no class carries out " + command.event());
        }
        return kind.make(gate, session, command, requestId);
    }
}
