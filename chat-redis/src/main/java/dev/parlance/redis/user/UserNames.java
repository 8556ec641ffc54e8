package dev.parlance.redis.user;

import dev.parlance.broker.UserProfiles;
import dev.parlance.broker.UserProfiles.KeptProfile;
import dev.parlance.model.ChatException;
import dev.parlance.model.Profile;
import dev.parlance.model.UserId;
import dev.parlance.redis.link.Call;
import dev.parlance.redis.link.Names;
import dev.parlance.redis.link.RedisCalls;
import dev.parlance.redis.link.Replies;
import dev.parlance.redis.link.WriteTickets;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What users are called now, and when they were there last. For any thread. */
public final class UserNames {
    private static final int OVERHEAD = 1_000;

    private final RedisCalls calls;
    private final Names names;

    /** Holds nothing itself. */
    public UserNames(RedisCalls calls, Names names) {
        this.calls = calls;
        this.names = names;
    }

    /** Keeps what a user is called; news also if it was sent for a second time and may have been its own work. */
    public CompletionStage<KeptProfile> put(UserId userId, String name, @Nullable URI picture) {
        try {
            Profile.builder(userId, name).picture(picture).build();
        } catch (ChatException refusal) {
            return CompletableFuture.failedFuture(refusal);
        }
        Call.Request request = (link, firstSent) -> UserScripts.PROFILE
                .on(names.profile(userId))
                .with("shift", link.shiftMillis())
                .with("sent", WriteTickets.since(firstSent))
                .with("ttl", UserProfiles.TIME_TO_LIVE.toMillis())
                .with("name", name)
                .with("picture", picture == null ? "" : picture.toString())
                .arguments();
        return calls.ask(request, reply -> UserAnswers.kept(userId, name, picture, reply), Call.Repeat.OURS, OVERHEAD);
    }

    /** Notes that a user is there, if it is kept what the user is called; again it is the same. */
    public CompletionStage<Boolean> saw(UserId userId) {
        Call.Request request = (link, firstSent) -> UserScripts.SEEN
                .on(names.profile(userId))
                .with("shift", link.shiftMillis())
                .with("ttl", UserProfiles.TIME_TO_LIVE.toMillis())
                .arguments();
        return calls.ask(request, reply -> Replies.number(reply) == 1);
    }

    /** Reads profiles, one by one in one go: no two users' keys need lie side by side. */
    public CompletionStage<Map<UserId, Profile>> profiles(Set<UserId> users) {
        try {
            UserProfiles.requireAsked(users);
        } catch (ChatException refusal) {
            return CompletableFuture.failedFuture(refusal);
        }
        List<CompletableFuture<Optional<Profile>>> all =
                users.stream().map(each -> profile(each).toCompletableFuture()).toList();
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).thenApply(done -> {
            Map<UserId, Profile> found = new HashMap<>();
            all.forEach(each -> each.join().ifPresent(profile -> found.put(profile.userId(), profile)));
            return found;
        });
    }

    private CompletionStage<Optional<Profile>> profile(UserId userId) {
        Call.Request request = (link, firstSent) -> UserScripts.NAMED
                .on(names.profile(userId))
                .with("shift", link.shiftMillis())
                .with("ttl", UserProfiles.TIME_TO_LIVE.toMillis())
                .arguments();
        return calls.ask(request, reply -> UserAnswers.profile(userId, reply));
    }
}
