package dev.parlance.websocket.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a link says: pairs, encoded as those of a form. Of the user it says id, name and roles, which the user knows; what a host's policies want to know beside that stays with the host.
 *
 * @param key which it is signed with
 * @param until when it is good
 */
record LinkForm(String key, Instant until, User user) {
    private static final String ROLE = "role";

    static String write(String key, Instant until, User user) {
        StringBuilder pairs = new StringBuilder("key=" + key + "&until=" + until.toEpochMilli());
        add(pairs, "id", user.id().value());
        add(pairs, "name", user.name());
        user.roles().forEach(role -> add(pairs, ROLE, role));
        return pairs.toString();
    }

    private static void add(StringBuilder pairs, String name, String value) {
        pairs.append('&').append(name).append('=').append(URLEncoder.encode(value, UTF_8));
    }

    /** Of anything; an {@link IllegalArgumentException} or a refusal of the user's if it is none. */
    static LinkForm read(String text) {
        Map<String, String> single = new HashMap<>();
        List<String> roles = new ArrayList<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("a pair without a value");
            }
            String value = URLDecoder.decode(pair.substring(equals + 1), UTF_8);
            String name = pair.substring(0, equals);
            if (name.equals(ROLE)) {
                roles.add(value);
            } else {
                single.put(name, value);
            }
        }
        String key = single.getOrDefault("key", "");
        if (!key.matches("[0-9a-f]{32}")) {
            throw new IllegalArgumentException("no key is called that");
        }
        return new LinkForm(
                key,
                Instant.ofEpochMilli(Long.parseLong(single.getOrDefault("until", ""))),
                User.builder(new UserId(single.getOrDefault("id", "")), single.getOrDefault("name", ""))
                        .roles(roles)
                        .build());
    }
}
