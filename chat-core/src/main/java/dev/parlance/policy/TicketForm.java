package dev.parlance.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A user with all of a login as one text: pairs, encoded as those of a form (application/x-www-form-urlencoded). Tickets go from node to node, so names are only ever added, and those
 * that a reader does not know are passed over.
 */
final class TicketForm {
    private static final String ID = "id";
    private static final String NAME = "name";
    private static final String AVATAR = "avatar";
    private static final String ROLE = "role";
    private static final String EXPIRES_AT = "expiresAt";
    private static final String ATTRIBUTE = "attribute:";

    private TicketForm() {}

    static String write(User user) {
        StringJoiner pairs = new StringJoiner("&");
        add(pairs, ID, user.id().value());
        add(pairs, NAME, user.name());
        user.avatar().ifPresent(avatar -> add(pairs, AVATAR, avatar.toString()));
        user.roles().forEach(role -> add(pairs, ROLE, role));
        user.expiresAt().ifPresent(time -> add(pairs, EXPIRES_AT, time.toString()));
        user.attributes().forEach((name, value) -> add(pairs, ATTRIBUTE + name, value));
        return pairs.toString();
    }

    private static void add(StringJoiner pairs, String name, String value) {
        pairs.add(URLEncoder.encode(name, UTF_8) + "=" + URLEncoder.encode(value, UTF_8));
    }

    static User read(String form) {
        Map<String, String> single = new HashMap<>();
        Map<String, String> attributes = new HashMap<>();
        List<String> roles = new ArrayList<>();
        for (String pair : form.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = URLDecoder.decode(pair.substring(0, equals), UTF_8);
            String value = URLDecoder.decode(pair.substring(equals + 1), UTF_8);
            if (name.startsWith(ATTRIBUTE)) {
                attributes.put(name.substring(ATTRIBUTE.length()), value);
            } else if (name.equals(ROLE)) {
                roles.add(value);
            } else {
                single.put(name, value);
            }
        }
        @Nullable String avatar = single.get(AVATAR);
        @Nullable String expiresAt = single.get(EXPIRES_AT);
        return User.builder(new UserId(single.getOrDefault(ID, "")), single.getOrDefault(NAME, ""))
                .avatar(avatar == null ? null : URI.create(avatar))
                .roles(roles)
                .expiresAt(expiresAt == null ? null : Instant.parse(expiresAt))
                .attributes(attributes)
                .build();
    }
}
