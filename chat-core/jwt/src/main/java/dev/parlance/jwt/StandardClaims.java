package dev.parlance.jwt;

import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who a token is about, in the names that OpenID Connect has for it (Core 1.0, section 5.1), and {@code roles}. */
final class StandardClaims {
    private StandardClaims() {}

    static User.Builder user(Map<String, Object> claims) {
        if (!(claims.get("sub") instanceof String id) || id.isEmpty()) {
            throw ClaimRules.refusal("this token does not say whom it is about (sub)");
        }
        String name = claims.get("name") instanceof String given && !given.isBlank() ? given : id;
        return User.builder(new UserId(id), name)
                .avatar(picture(claims.get("picture")))
                .roles(roles(claims.get("roles")));
    }

    /** A picture that is no address of one keeps nobody out. */
    private static @Nullable URI picture(@Nullable Object claim) {
        if (!(claim instanceof String address) || address.length() > User.MAX_AVATAR_LENGTH) {
            return null;
        }
        try {
            URI picture = URI.create(address);
            boolean web = "https".equalsIgnoreCase(picture.getScheme()) || "http".equalsIgnoreCase(picture.getScheme());
            return web && picture.getHost() != null ? picture : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static List<String> roles(@Nullable Object claim) {
        if (claim == null) {
            return List.of();
        }
        if (claim instanceof String one) {
            return List.of(one);
        }
        if (claim instanceof Collection<?> several && several.stream().allMatch(String.class::isInstance)) {
            return several.stream().map(String.class::cast).distinct().toList();
        }
        throw ClaimRules.refusal("in this token roles are not texts"); // to leave them out could give more rights
    }
}
