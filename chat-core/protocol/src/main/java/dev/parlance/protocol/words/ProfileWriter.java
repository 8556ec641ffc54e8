package dev.parlance.protocol.words;

import dev.parlance.model.Profile;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Writes what users are called now. */
final class ProfileWriter {
    private ProfileWriter() {}

    /** A field of an object that was begun. */
    static void profiles(List<Profile> profiles, JsonGenerator json) {
        json.writeName("users");
        json.writeStartArray();
        profiles.forEach(each -> profile(each, json));
        json.writeEndArray();
    }

    /** The whole object. */
    static void profile(Profile profile, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("userId", profile.userId().value());
        json.writeStringProperty("username", profile.name());
        profile.picture().ifPresent(picture -> json.writeStringProperty("picture", picture.toString()));
        profile.lastSeen().ifPresent(seen -> json.writeNumberProperty("lastSeen", seen.toEpochMilli()));
        json.writeEndObject();
    }
}
