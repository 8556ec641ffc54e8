package dev.parlance.command;

import dev.parlance.host.EngineContext;
import dev.parlance.model.ChatException;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.policy.Metered;
import dev.parlance.room.Rooms;
import dev.parlance.session.KnownUsers;
import dev.parlance.session.Request;
import dev.parlance.session.Requests;
import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import dev.parlance.watch.Marks;
import dev.parlance.watch.PresentNames;
import dev.parlance.watch.Watchers;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which class carries out what a client asks for, and as what it is counted beside being a request: a line for each. One for all sessions of a node; on the
 * lane of each.
 */
public final class Commands implements Requests {
    private static final Map<Class<? extends ClientCommand>, Kind<?>> KINDS = new HashMap<>();

    static {
        on(ClientCommand.AddMember.class, Metered.REQUESTS, AddMember::new);
        on(ClientCommand.Authenticate.class, Metered.REQUESTS, Authenticate::new);
        on(ClientCommand.CreateRoom.class, Metered.JOINS, CreateRoom::new);
        on(ClientCommand.DeleteMessage.class, Metered.MESSAGES, DeleteMessage::new);
        on(ClientCommand.EditMessage.class, Metered.MESSAGES, EditMessage::new);
        on(ClientCommand.FollowRoom.class, Metered.JOINS, FollowRoom::new);
        on(ClientCommand.Join.class, Metered.JOINS, Join::new);
        on(ClientCommand.Leave.class, Metered.REQUESTS, Leave::new);
        on(ClientCommand.MarkRead.class, Metered.REQUESTS, MarkRead::new);
        on(ClientCommand.MarkUnread.class, Metered.REQUESTS, MarkUnread::new);
        on(ClientCommand.OpenDirect.class, Metered.JOINS, OpenDirect::new);
        on(ClientCommand.PinMessage.class, Metered.MESSAGES, PinMessage::new);
        on(ClientCommand.Ping.class, Metered.REQUESTS, Ping::new);
        on(ClientCommand.React.class, Metered.REACTIONS, React::new);
        on(ClientCommand.ReadHistory.class, Metered.REQUESTS, ReadHistory::new);
        on(ClientCommand.ReadMembers.class, Metered.REQUESTS, ReadMembers::new);
        on(ClientCommand.ReadMessage.class, Metered.REQUESTS, ReadMessage::new);
        on(ClientCommand.ReadPins.class, Metered.REQUESTS, ReadPins::new);
        on(ClientCommand.ReadProfiles.class, Metered.REQUESTS, ReadProfiles::new);
        on(ClientCommand.ReadReactions.class, Metered.REQUESTS, ReadReactions::new);
        on(ClientCommand.ReadReaders.class, Metered.REQUESTS, ReadReaders::new);
        on(ClientCommand.ReadReplies.class, Metered.REQUESTS, ReadReplies::new);
        on(ClientCommand.ReadRoom.class, Metered.REQUESTS, ReadRoom::new);
        on(ClientCommand.RemoveMember.class, Metered.REQUESTS, RemoveMember::new);
        on(ClientCommand.ReadRooms.class, Metered.JOINS, ReadRooms::new);
        on(ClientCommand.Send.class, Metered.MESSAGES, Send::new);
        on(ClientCommand.Typing.class, Metered.TYPING, Typing::new);
        on(ClientCommand.UnfollowRoom.class, Metered.JOINS, UnfollowRoom::new);
        on(ClientCommand.UpdateRoom.class, Metered.REQUESTS, UpdateRoom::new);
        on(ClientCommand.WatchRooms.class, Metered.JOINS, WatchRooms::new);
    }

    private final Gate gate;

    /**
     * Makes what all sessions of a node share.
     *
     * @param conversation what is done with messages that are there
     * @param marks moves what users have read
     * @param watchers tells users what concerns them alone
     * @param names keeps what users are called
     * @param node how this node calls itself
     * @param stopping whether it is about to stop
     */
    public Commands(
            EngineContext context,
            Rooms rooms,
            KnownUsers users,
            Conversation conversation,
            Marks marks,
            Watchers watchers,
            PresentNames names,
            String node,
            BooleanSupplier stopping) {
        this.gate = new Gate(context, rooms, users, conversation, marks, watchers, names, node, stopping);
    }

    private interface Maker<C extends ClientCommand> {
        Command<C> make(Gate gate, Session session, C command, long requestId);
    }

    /** How one is made, and what it is one of: {@link Metered#REQUESTS} if its number is all that counts. */
    private record Kind<C extends ClientCommand>(Metered counted, Maker<C> maker) {}

    /** What is carried out. */
    static Set<Class<? extends ClientCommand>> known() {
        return KINDS.keySet();
    }

    private static <C extends ClientCommand> void on(Class<C> type, Metered counted, Maker<C> maker) {
        KINDS.put(type, new Kind<>(counted, maker));
    }

    /** What asks the host anew whether users may still be where they are. */
    public Recheck recheck() {
        return gate.recheck;
    }

    /** Whether a user may read a room without being in it; completes on any thread. */
    public CompletionStage<Boolean> mayRead(User user, RoomId roomId) {
        return gate.mayRead(user, roomId);
    }

    @Override
    public @Nullable ChatException refusal(Session session, ClientCommand command, long bytes) {
        return gate.refusal(session, kind(command).counted(), bytes);
    }

    @Override
    public @Nullable ChatException refusalOfUnread(Session session, long bytes) {
        return gate.refusal(session, Metered.REQUESTS, bytes);
    }

    @Override
    public Request request(Session session, ClientCommand command, long requestId) {
        return make(session, command, requestId);
    }

    @Override
    public void known(@Nullable User before, User now) {
        gate.names.known(before, now);
    }

    @Override
    public void gone(User user) {
        gate.names.gone(user);
    }

    private <C extends ClientCommand> Command<C> make(Session session, C command, long requestId) {
        return kind(command).maker().make(gate, session, command, requestId);
    }

    private static <C extends ClientCommand> Kind<C> kind(C command) {
        @SuppressWarnings("unchecked") // it was put in for this class
        Kind<C> kind = (Kind<C>) KINDS.get(command.getClass());
        if (kind == null) {
            throw new IllegalStateException("no class carries out " + command.event());
        }
        return kind;
    }
}
