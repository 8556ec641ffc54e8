package dev.parlance.watch;

import static java.util.Objects.requireNonNull;

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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rooms that a user follows: where each stands, and what is unread there. All of a page is asked for together, in as few questions as the store has for it, and no message is read for it but the last of each. Who may not read a room does not see it, and
 * follows it all the same. Any thread.
 */
public final class FollowedRooms {
    private final EngineContext context;

    public FollowedRooms(EngineContext context) {
        this.context = context;
    }

    /** What the store has of some rooms: where they stand, and what is known of those of which there is something. */
    private record Known(Map<RoomId, RoomHead> heads, Map<RoomId, RoomRecord> records, Map<RoomId, Profile> peers) {}

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
                    .dropWhile(each -> after != null && roomId(each).value().compareTo(after.value()) <= 0)
                    .toList();
            List<KeptMark> some = behind.stream().limit(limit).toList();
            return all(some, each -> mayRead.apply(roomId(each)).thenApply(may -> may ? each : null))
                    .thenCompose(seen -> page(userId, seen, behind.size() > limit));
        });
    }

    private static RoomId roomId(KeptMark kept) {
        return kept.mark().roomId();
    }

    private CompletionStage<FollowedPage> page(UserId userId, List<KeptMark> seen, boolean hasMore) {
        List<RoomId> ids = seen.stream().map(FollowedRooms::roomId).toList();
        CompletionStage<Map<RoomId, RoomHead>> heads = context.broker()
                .heads(seen.stream()
                        .collect(Collectors.toMap(
                                FollowedRooms::roomId, each -> each.mark().position())));
        CompletionStage<Map<RoomId, RoomRecord>> records = context.broker().rooms(Set.copyOf(ids));
        CompletionStage<Map<RoomId, Profile>> peers =
                peers(userId, ids.stream().filter(RoomId::isDirect).toList());
        return heads.thenCombine(records, (head, record) -> new Known(head, record, Map.of()))
                .thenCombine(peers, (known, peer) -> new Known(known.heads(), known.records(), peer))
                .thenApply(known -> new FollowedPage(
                        seen.stream().map(each -> room(each, known)).toList(), hasMore));
    }

    /** Who the others of direct rooms are; of whom nothing else is known the id is the name. */
    private CompletionStage<Map<RoomId, Profile>> peers(UserId userId, List<RoomId> directs) {
        return all(directs, roomId -> peer(userId, roomId)).thenCompose(found -> {
            Set<UserId> peers = found.stream().map(Peer::userId).collect(Collectors.toSet());
            CompletionStage<Map<UserId, Profile>> profiles = peers.isEmpty()
                    ? CompletableFuture.completedFuture(Map.of())
                    : context.broker().profiles(peers);
            return profiles.thenApply(
                    known -> found.stream().collect(Collectors.toMap(Peer::roomId, each -> each.of(known))));
        });
    }

    private record Peer(RoomId roomId, UserId userId) {
        Profile of(Map<UserId, Profile> known) {
            Profile profile = known.get(userId);
            return profile != null
                    ? profile
                    : Profile.builder(userId, userId.value()).build();
        }
    }

    private CompletionStage<@Nullable Peer> peer(UserId userId, RoomId roomId) {
        return context.broker()
                .roomMembers(roomId, 2, null)
                .thenApply(both -> both.members().stream()
                        .map(RoomMember::userId)
                        .filter(each -> !each.equals(userId))
                        .map(each -> new Peer(roomId, each))
                        .findFirst()
                        .orElse(null));
    }

    /** Asks about each at once; what came of them, in their order, without those of which nothing did. */
    private static <A, B> CompletionStage<List<B>> all(List<A> each, Function<A, CompletionStage<@Nullable B>> ask) {
        List<CompletableFuture<@Nullable B>> answers =
                each.stream().map(one -> ask.apply(one).toCompletableFuture()).toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> answers.stream()
                        .flatMap(one -> Stream.ofNullable(one.join()))
                        .toList());
    }

    private static FollowedRoom room(KeptMark kept, Known known) {
        RoomId roomId = roomId(kept);
        RoomHead head = requireNonNull(known.heads().get(roomId));
        return FollowedRoom.builder(head, MarkRules.count(kept, head))
                .room(known.records().get(roomId))
                .peer(known.peers().get(roomId))
                .build();
    }
}
