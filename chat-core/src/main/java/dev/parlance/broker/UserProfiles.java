package dev.parlance.broker;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Profile;
import dev.parlance.model.UserId;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What users are called now, and when they were there last. A part of {@link ChatBroker}, whose numbered rules it is under; small enough to be wrapped alone. Nobody is told by the store. */
public interface UserProfiles {
    /** How long a profile is kept after it was written last: as long as what its user said, and where rooms stood. */
    Duration TIME_TO_LIVE = Duration.ofDays(35);

    /** Of how many users one question may be. */
    int MAX_ASKED = 1_000;

    /**
     * A profile, and whether it says something new.
     *
     * @param profile as it is kept
     * @param isNews whether name or picture are others than before
     */
    record KeptProfile(Profile profile, boolean isNews) {}

    /**
     * Keeps what a user is called, and that this user is there now. C14.
     *
     * @param userId who
     * @param name what others see from now on
     * @param picture where a picture is, or null for none
     * @return what is kept now, seen last now by the store's clock; of the next version, and news, if name or picture is another
     */
    CompletionStage<KeptProfile> putProfile(UserId userId, String name, @Nullable URI picture);

    /**
     * Notes that a user is there now, whatever the user is called. C14.
     *
     * @param userId who
     * @return whether there is a profile of that user, which was seen last now by the store's clock, and is otherwise as it was; without one nothing is kept
     */
    CompletionStage<Boolean> saw(UserId userId);

    /**
     * Reads profiles. C14.
     *
     * @param users whose, at most {@value #MAX_ASKED}; more fail with {@code BAD_REQUEST}
     * @return those that there are
     */
    CompletionStage<Map<UserId, Profile>> profiles(Set<UserId> users);

    /**
     * Checks of how many users a question is.
     *
     * @param users whose profiles are asked for
     * @throws ChatException {@link ErrorCode#BAD_REQUEST} for more than {@value #MAX_ASKED}
     */
    static void requireAsked(Set<UserId> users) {
        if (users.size() > MAX_ASKED) {
            throw new ChatException(
                    ErrorCode.BAD_REQUEST, "at most " + MAX_ASKED + " users are asked about, not " + users.size());
        }
    }
}
