package dev.parlance.broker;

import dev.parlance.model.ChatException;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Mention;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.MessagePage;
import dev.parlance.model.Position;
import dev.parlance.model.Presence;
import dev.parlance.model.Profile;
import dev.parlance.model.Reaction;
import dev.parlance.model.ReadMark;
import dev.parlance.model.Receipt;
import dev.parlance.model.Resumption;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomHead;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomMember;
import dev.parlance.model.RoomMemberPage;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.model.UserPage;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A broker that keeps everything in this process: the default, and the reference for the contract. Stages are complete when they are returned. What it
 * holds is gone with the process; its rooms then begin new epochs.
 */
public final class InMemoryBroker implements ChatBroker, LogArchiving {
    private final InMemoryHub hub;
    private final InMemoryNode node = new InMemoryNode();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    private InMemoryBroker(InMemoryHub hub) {
        this.hub = hub;
    }

    /**
     * Starts from the defaults: a store of its own, the system's clock.
     *
     * @return a builder, for one thread
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public CompletionStage<Void> start(BrokerListener told) {
        return node.start(told)
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.failedFuture(new IllegalStateException("a broker starts once"));
    }

    @Override
    public CompletionStage<Void> stop() {
        InMemoryNode.State before = node.stop();
        if (before == InMemoryNode.State.RUNNING) {
            hub.unsubscribeAll(node);
            hub.leaveAll(node);
        }
        if (before != InMemoryNode.State.STOPPED) { // else whoever was first says when
            stopped.complete(null);
        }
        return stopped.copy();
    }

    @Override
    public CompletionStage<Void> subscribe(Topic topic) {
        return running(() -> hub.subscribe(node, topic)).thenAccept(held -> {});
    }

    @Override
    public CompletionStage<Void> unsubscribe(Topic topic) {
        return running(() -> hub.unsubscribe(node, topic)).thenAccept(left -> {});
    }

    @Override
    public CompletionStage<Receipt> publish(MessageDraft draft, Retention retention) {
        return running(() -> hub.with(new Topic.Room(draft.roomId()), held -> {
            RoomLog log = hub.log(held);
            Instant now = hub.now();
            Optional<Receipt> first = log.repeated(draft, now);
            if (first.isPresent()) {
                return first.get();
            }
            Message message = log.post(draft, retention, now);
            hub.note(message.roomId(), log);
            if (held.anew) {
                held.anew = false;
                held.tell(each -> each.onGap(message.roomId()));
            }
            held.tell(each -> each.onEvent(new RoomEvent.Posted(message)));
            return RoomLog.receipt(message);
        }));
    }

    @Override
    public CompletionStage<Message> change(MessageChange change) {
        return running(() -> hub.with(new Topic.Room(change.message().roomId()), held -> {
            RoomLog log = hub.log(held);
            Message changed = log.change(change, hub.now());
            hub.note(changed.roomId(), log);
            held.tell(each -> each.onEvent(new RoomEvent.Changed(changed)));
            return changed;
        }));
    }

    @Override
    public CompletionStage<Void> signal(Topic topic, Signal signal) {
        return running(() -> hub.peek(topic, held -> {
                    held.tell(each -> each.onSignal(topic, signal));
                    return held;
                }))
                .thenAccept(held -> {});
    }

    @Override
    public CompletionStage<HistoryPage> history(RoomId roomId, HistoryQuery query) {
        return running(() ->
                hub.peek(new Topic.Room(roomId), held -> hub.log(held).history(query, hub.now())));
    }

    @Override
    public CompletionStage<Optional<Message>> message(RoomId roomId, Position position) {
        return running(() ->
                hub.peek(new Topic.Room(roomId), held -> hub.log(held).message(position, hub.now())));
    }

    @Override
    public CompletionStage<Resumption> resume(RoomId roomId, Position since) {
        return running(() ->
                hub.peek(new Topic.Room(roomId), held -> hub.log(held).resume(since, hub.now())));
    }

    @Override
    public CompletionStage<Boolean> react(RoomId roomId, Position message, Reaction reaction) {
        return running(() -> {
            if (reaction.on()) { // it does not make way before its message does
                hub.requireMemory();
            }
            return hub.peek(new Topic.Room(roomId), held -> hub.log(held).react(message, reaction, hub.now()));
        });
    }

    @Override
    public CompletionStage<Optional<Message>> tell(RoomId roomId, Position message) {
        return running(() -> hub.peek(new Topic.Room(roomId), held -> {
            RoomLog log = hub.log(held);
            return log.tell(message, hub.now()).map(changed -> {
                hub.note(roomId, log);
                held.tell(each -> each.onEvent(changed));
                return changed.message();
            });
        }));
    }

    @Override
    public CompletionStage<UserPage> reactors(
            RoomId roomId, Position message, String emoji, int limit, @Nullable UserId after) {
        return running(() -> {
            UserPage.requireLimit(limit);
            return hub.peek(
                    new Topic.Room(roomId), held -> hub.log(held).reactors(message, emoji, limit, after, hub.now()));
        });
    }

    @Override
    public CompletionStage<Map<Position, Set<String>>> reactionsOf(
            RoomId roomId, UserId userId, List<Position> messages) {
        return running(() -> {
            MessageLog.requireAsked(messages);
            return hub.peek(new Topic.Room(roomId), held -> hub.log(held).reactionsOf(userId, messages, hub.now()));
        });
    }

    @Override
    public CompletionStage<MessagePage> replies(RoomId roomId, Position root, int limit, long after) {
        return running(() -> {
            MessageLog.requireLimit(limit);
            return hub.peek(new Topic.Room(roomId), held -> hub.log(held).replies(root, limit, after, hub.now()));
        });
    }

    @Override
    public CompletionStage<MessagePage> pins(RoomId roomId) {
        return running(
                () -> hub.peek(new Topic.Room(roomId), held -> hub.log(held).pins(hub.now())));
    }

    @Override
    public CompletionStage<RoomHead> head(RoomId roomId, @Nullable Position since) {
        return running(() ->
                hub.peek(new Topic.Room(roomId), held -> hub.log(held).head(roomId, since, hub.now())));
    }

    @Override
    public CompletionStage<Void> begin(RoomId roomId, @Nullable LogEnd end) {
        return running(() -> hub.with(new Topic.Room(roomId), held -> {
                    hub.begin(held, end);
                    return held;
                }))
                .thenAccept(held -> {});
    }

    @Override
    public CompletionStage<LogTail> tail(RoomId roomId, int limit) {
        return running(() -> {
            LogArchiving.requireLimit(limit);
            return hub.peek(new Topic.Room(roomId), held -> hub.log(held).tail(limit, hub.now()));
        });
    }

    @Override
    public CompletionStage<List<Position>> archived(RoomId roomId, Position upTo, Collection<Message> whole) {
        return running(() -> hub.peek(new Topic.Room(roomId), held -> {
            RoomLog log = hub.log(held);
            List<Position> wanted = log.archived(upTo, whole, hub.now());
            hub.note(roomId, log);
            return wanted;
        }));
    }

    @Override
    public CompletionStage<Optional<WholeMessage>> whole(RoomId roomId, Position message) {
        return running(() ->
                hub.peek(new Topic.Room(roomId), held -> hub.log(held).whole(message, hub.now())));
    }

    @Override
    public CompletionStage<Boolean> restore(RoomId roomId, WholeMessage message, Position asOf) {
        return running(() -> {
            hub.requireMemory();
            return hub.peek(new Topic.Room(roomId), held -> hub.log(held).restore(message, asOf, roomId, hub.now()));
        });
    }

    @Override
    public CompletionStage<List<RoomId>> behind(int limit, @Nullable RoomId after) {
        return running(() -> {
            LogArchiving.requireLimit(limit);
            return hub.behind(limit, after);
        });
    }

    @Override
    public CompletionStage<Long> enter(RoomId roomId, User user) {
        return running(() -> hub.enter(node, roomId, user));
    }

    @Override
    public CompletionStage<Long> leave(RoomId roomId, UserId userId) {
        return running(() -> hub.leave(node, new InMemoryNode.Entered(roomId, userId)));
    }

    @Override
    public CompletionStage<Presence> members(RoomId roomId) {
        return running(() ->
                hub.peek(new Topic.Room(roomId), held -> Presence.of(roomId, held.presenceVersion(), held.members())));
    }

    @Override
    public CompletionStage<Void> put(String key, String value, Duration timeToLive) {
        return running(() -> {
                    KeptValues.requireKey(key);
                    KeptValues.requireValue(value);
                    hub.values().put(key, value, timeToLive);
                    return key;
                })
                .thenAccept(put -> {});
    }

    @Override
    public CompletionStage<Optional<String>> get(String key) {
        return running(() -> {
            KeptValues.requireKey(key);
            return hub.values().get(key);
        });
    }

    @Override
    public CompletionStage<Optional<String>> take(String key) {
        return running(() -> {
            KeptValues.requireKey(key);
            return hub.values().take(key);
        });
    }

    @Override
    public CompletionStage<RoomRecord> createRoom(RoomRecord record, Map<UserId, RoomRole> founders) {
        Topic topic = new Topic.Room(record.id());
        return running(() -> {
            RoomDirectory.requireFounders(founders);
            hub.requireMemory();
            return hub.with(topic, held -> held.shelf.create(record, founders, millis(), told(topic, held)));
        });
    }

    @Override
    public CompletionStage<Optional<RoomRecord>> room(RoomId roomId) {
        return running(() -> hub.peek(new Topic.Room(roomId), held -> held.shelf.record()));
    }

    @Override
    public CompletionStage<RoomRecord> updateRoom(RoomRecord next) {
        Topic topic = new Topic.Room(next.id());
        return running(() -> {
            hub.requireMemory();
            return hub.peek(topic, held -> held.shelf.update(next, told(topic, held)));
        });
    }

    @Override
    public CompletionStage<Void> deleteRoom(RoomId roomId) {
        Topic topic = new Topic.Room(roomId);
        return running(() -> hub.withThenClean(topic, held -> {
                    held.shelf.delete(told(topic, held));
                    return held;
                }))
                .thenAccept(held -> {});
    }

    @Override
    public CompletionStage<RoomMember> putMember(RoomId roomId, UserId userId, RoomRole role, int most) {
        Topic topic = new Topic.Room(roomId);
        return running(() -> {
            hub.requireMemory();
            return hub.peek(topic, held -> held.shelf.put(userId, role, most, millis(), told(topic, held)));
        });
    }

    @Override
    public CompletionStage<Void> removeMember(RoomId roomId, UserId userId) {
        Topic topic = new Topic.Room(roomId);
        return running(() -> hub.peek(topic, held -> {
                    held.shelf.remove(userId, told(topic, held));
                    return held;
                }))
                .thenAccept(held -> {});
    }

    @Override
    public CompletionStage<Optional<RoomMember>> member(RoomId roomId, UserId userId) {
        return running(() -> hub.peek(new Topic.Room(roomId), held -> held.shelf.member(userId)));
    }

    @Override
    public CompletionStage<RoomMemberPage> roomMembers(RoomId roomId, int limit, @Nullable UserId after) {
        return running(() -> {
            RoomDirectory.requireLimit(limit);
            return hub.peek(new Topic.Room(roomId), held -> held.shelf.page(limit, after));
        });
    }

    @Override
    public CompletionStage<List<KeptMark>> marks(UserId userId) {
        return running(() -> hub.users().marks(userId));
    }

    @Override
    public CompletionStage<Optional<KeptMark>> mark(UserId userId, RoomId roomId) {
        return running(() -> hub.users().mark(userId, roomId));
    }

    @Override
    public CompletionStage<KeptMark> putMark(ReadMark next, int most) {
        return running(() -> {
            if (next.version() == 0) { // others take the place of one
                hub.requireMemory();
            }
            return hub.users().put(next, most);
        });
    }

    @Override
    public CompletionStage<Void> removeMark(UserId userId, RoomId roomId) {
        return running(() -> {
                    hub.users().remove(userId, roomId);
                    return roomId;
                })
                .thenAccept(removed -> {});
    }

    @Override
    public CompletionStage<UserPage> readers(RoomId roomId, Position message, int limit, @Nullable UserId after) {
        return running(() -> {
            UserPage.requireLimit(limit);
            return hub.users().readers(roomId, message, limit, after);
        });
    }

    @Override
    public CompletionStage<Boolean> mention(UserId userId, Mention mention, boolean on) {
        return running(() -> {
            if (on) {
                hub.requireMemory();
            }
            return hub.users().mention(userId, mention, on);
        });
    }

    @Override
    public CompletionStage<Void> forgetMentions(UserId userId, RoomId roomId) {
        return running(() -> {
                    hub.users().forgetMentions(userId, roomId);
                    return roomId;
                })
                .thenAccept(forgotten -> {});
    }

    @Override
    public CompletionStage<KeptProfile> putProfile(UserId userId, String name, @Nullable URI picture) {
        return running(() -> hub.profiles().put(userId, name, picture));
    }

    @Override
    public CompletionStage<Boolean> saw(UserId userId) {
        return running(() -> hub.profiles().saw(userId));
    }

    @Override
    public CompletionStage<Map<UserId, Profile>> profiles(Set<UserId> users) {
        return running(() -> {
            UserProfiles.requireAsked(users);
            return hub.profiles().all(users);
        });
    }

    private Instant millis() {
        return hub.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Consumer<Signal> told(Topic topic, TopicState held) {
        return signal -> held.tell(listener -> listener.onSignal(topic, signal));
    }

    /** Ends this node without a word, as a killed process does: its members stay until its lease has run out. */
    void die() {
        if (node.stop() == InMemoryNode.State.RUNNING) {
            hub.unsubscribeAll(node);
            hub.died(node);
            stopped.complete(null);
        }
    }

    private <T> CompletionStage<T> running(Supplier<T> action) {
        switch (node.state()) {
            case NEW -> {
                return CompletableFuture.failedFuture(new IllegalStateException("start the broker first"));
            }
            case STOPPED -> {
                return CompletableFuture.failedFuture(InMemoryNode.afterStop());
            }
            case RUNNING -> {}
        }
        try {
            return CompletableFuture.completedFuture(action.get());
        } catch (ChatException | LogEndedException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Collects what an {@link InMemoryBroker} is built with; not safe for use by several threads. */
    public static final class Builder {
        private InstantSource clock = InstantSource.system();
        private @Nullable InMemoryHub hub;
        private long maxBytes = InMemoryHub.quarterOfTheHeap();
        private int maxRooms = InMemoryHub.MAX_ROOMS;

        private final Set<String> nulls = new TreeSet<>();

        private Builder() {}

        private void note(String what, @Nullable Object value) {
            if (value == null) {
                nulls.add(what);
            } else {
                nulls.remove(what);
            }
        }

        /**
         * Stamps messages, and tells when they expire; unless a hub is given, which has its own.
         *
         * @param value default: the system's
         * @return this
         */
        public Builder clock(InstantSource value) {
            note("clock", value);
            this.clock = value;
            return this;
        }

        /**
         * Bounds what the rooms may take together, counted as two bytes a character and some hundred a message; unless a hub is given, which has its own bounds. Beyond it rooms
         * that nobody is in make way, those first that were left longest ago: their logs are lost and they begin new epochs. When none is left, rooms in use that take more than an
         * equal share keep a shorter history, and what would begin one more room fails with {@link dev.parlance.model.ErrorCode#OVERLOADED}.
         *
         * @param bytes positive; default a quarter of the heap
         * @return this
         */
        public Builder maxBytes(long bytes) {
            this.maxBytes = bytes;
            return this;
        }

        /**
         * Bounds the rooms that there may be at once, with the same verdicts; unless a hub is given. There are never more than have 4 KB each of {@link #maxBytes}.
         *
         * @param rooms positive; default 1,000,000
         * @return this
         */
        public Builder maxRooms(int rooms) {
            this.maxRooms = rooms;
            return this;
        }

        /**
         * Shares a store with other brokers of this process.
         *
         * @param value default: a new one
         * @return this
         */
        public Builder hub(InMemoryHub value) {
            note("hub", value);
            this.hub = value;
            return this;
        }

        /**
         * Checks and builds a node.
         *
         * @return a broker that has not started
         * @throws IllegalArgumentException naming every fault
         */
        public InMemoryBroker build() {
            List<String> faults = InMemoryHub.faults(maxBytes, maxRooms);
            if (!nulls.isEmpty()) {
                faults.add(String.join(" and ", nulls) + " must not be null");
            }
            if (!faults.isEmpty()) {
                throw new IllegalArgumentException(String.join("; ", faults));
            }
            return new InMemoryBroker(
                    hub == null ? new InMemoryHub(clock, new SecureRandom(), maxBytes, maxRooms) : hub);
        }
    }
}
