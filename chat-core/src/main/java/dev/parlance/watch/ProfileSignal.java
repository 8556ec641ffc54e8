package dev.parlance.watch;

import dev.parlance.model.Profile;
import dev.parlance.model.UserId;
import dev.parlance.transport.ServerEvent;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** How nodes tell one another what a user is called now. Any thread. */
final class ProfileSignal {
    static final String NAME = "parlance.profile";

    /** A signal's values have at most 512 characters, the address of a picture twice as many. */
    private static final int HALF = 512;

    private ProfileSignal() {}

    static Map<String, String> of(Profile profile) {
        Map<String, String> data = new HashMap<>();
        data.put("user", profile.userId().value());
        data.put("name", profile.name());
        String picture = profile.picture().map(URI::toString).orElse("");
        if (!picture.isEmpty()) {
            data.put("picture", picture.substring(0, Math.min(HALF, picture.length())));
        }
        if (picture.length() > HALF) {
            data.put("rest", picture.substring(HALF));
        }
        return data;
    }

    static Profile profile(Map<String, String> data) {
        String picture = data.getOrDefault("picture", "") + data.getOrDefault("rest", "");
        return Profile.builder(new UserId(data.getOrDefault("user", "")), data.getOrDefault("name", ""))
                .picture(picture.isEmpty() ? null : URI.create(picture))
                .build();
    }

    /** What is told to the devices of this user, who is the one that it is about. */
    static ServerEvent.ProfileUpdated event(UserId userId, Map<String, String> data) {
        return new ServerEvent.ProfileUpdated(profile(data));
    }
}
