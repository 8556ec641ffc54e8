package dev.parlance.watch;

import dev.parlance.broker.ReadMarks.KeptMark;
import dev.parlance.host.EngineContext;
import dev.parlance.model.FollowedPage;
import dev.parlance.model.FollowedRoom;
import dev.parlance.model.Profile;
import dev.parlance.model.RoomHead;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomMember;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rooms that a user follows: where each stands, and what is unread there. All of a page is asked for at once, and no message is read for it but the last of each. Who may not read a room does not see it, and
 * follows it all the same. Any thread.
 */
public final class FollowedRooms {
    private final EngineContext context;

    public FollowedRooms(EngineContext context) {
        this.context = context;
    }

    /** A room as far as the store tells of it. */
    private record Seen(RoomHead head, KeptMark kept, Optional<RoomRecord> room, Optional<UserId> peer) {}

    /**
     * Reads some of them.
     *
     * @param after behind which room to begin, or null
     * @param mayRead asks whether the user may read a room
     * @return the page, in the order of the rooms' ids: it may be short of the limit, or empty, although there are more
     */
    public CompletionStage<FollowedPage> page(
            UserId userId, int limit, @Nullable RoomId after, Function<RoomId, CompletionStage<Boolean>> mayRead) {
        return context.broker().marks(userId).thenCompose(marks -> {
            List<KeptMark> behind = marks.stream()
                    .dropWhile(each ->
                            after != null && each.mark().roomId().value().compareTo(after.value()) <= 0)
                    .toList();
            List<CompletableFuture<Optional<Seen>>> some = behind.stream()
                    .limit(limit)
                    .map(each -> seen(userId, each, mayRead).toCompletableFuture())
                    .toList();
            return CompletableFuture.allOf(some.toArray(CompletableFuture<?>[]::new))
                    .thenCompose(done -> named(
                            some.stream().flatMap(each -> each.join().stream()).toList()))
                    .thenApply(rooms -> new FollowedPage(rooms, behind.size() > limit));
        });
    }

    private CompletionStage<Optional<Seen>> seen(
            UserId userId, KeptMark kept, Function<RoomId, CompletionStage<Boolean>> mayRead) {
        RoomId roomId = kept.mark().roomId();
        return mayRead.apply(roomId).thenCompose(may -> {
            if (!may) {
                return CompletableFuture.completedFuture(Optional.empty());
            }
            CompletionStage<RoomHead> heads =
                    context.broker().head(roomId, kept.mark().position());
            CompletionStage<Optional<RoomRecord>> records = context.broker().room(roomId);
            CompletionStage<Optional<UserId>> peers = peer(userId, roomId);
            return heads.thenCombine(records, (head, room) -> new Seen(head, kept, room, Optional.empty()))
                    .thenCombine(peers, (seen, peer) -> Optional.of(new Seen(seen.head(), kept, seen.room(), peer)));
        });
    }

    private CompletionStage<Optional<UserId>> peer(UserId userId, RoomId roomId) {
        return !roomId.isDirect()
                ? CompletableFuture.completedFuture(Optional.empty())
                : context.broker()
                        .roomMembers(roomId, 2, null)
                        .thenApply(both -> both.members().stream()
                                .map(RoomMember::userId)
                                .filter(each -> !each.equals(userId))
                                .findFirst());
    }

    /** With what the others of direct rooms are called. */
    private CompletionStage<List<FollowedRoom>> named(List<Seen> rooms) {
        Set<UserId> peers = rooms.stream().flatMap(each -> each.peer().stream()).collect(Collectors.toSet());
        CompletionStage<Map<UserId, Profile>> profiles = peers.isEmpty()
                ? CompletableFuture.completedFuture(Map.of())
                : context.broker().profiles(peers);
        return profiles.thenApply(
                known -> rooms.stream().map(each -> room(each, known)).toList());
    }

    /** Of whom nothing else is known the id is the name. */
    private static FollowedRoom room(Seen seen, Map<UserId, Profile> known) {
        return FollowedRoom.builder(seen.head(), MarkRules.count(seen.kept(), seen.head()))
                .room(seen.room().orElse(null))
                .peer(seen.peer()
                        .map(id -> known.containsKey(id)
                                ? known.get(id)
                                : Profile.builder(id, id.value()).build())
                        .orElse(null))
                .build();
    }
}
