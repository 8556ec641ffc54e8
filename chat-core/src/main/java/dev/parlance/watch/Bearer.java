package dev.parlance.watch;

import dev.parlance.model.User;
import org.jspecify.annotations.Nullable;

/** A user as one login made them: those of one user may differ by name, roles and attributes, and a host goes by these. Equal if they do not. Immutable. */
final class Bearer {
    final User user;

    Bearer(User user) {
        this.user = user;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Bearer bearer
                && user.equals(bearer.user)
                && user.roles().equals(bearer.user.roles())
                && user.attributes().equals(bearer.user.attributes());
    }

    @Override
    public int hashCode() {
        return user.hashCode();
    }
}
