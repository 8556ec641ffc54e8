package dev.parlance.broker.store;

import dev.parlance.broker.ReadMarks.KeptMark;
import dev.parlance.broker.UserProfiles;
import dev.parlance.broker.UserProfiles.KeptProfile;
import dev.parlance.broker.form.FormReader;
import dev.parlance.broker.form.FormWriter;
import dev.parlance.model.Mention;
import dev.parlance.model.Position;
import dev.parlance.model.Profile;
import dev.parlance.model.ReadMark;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.model.UserPage;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is kept of all users, each call a transaction. Blocks; for use by any thread. */
final class StoredUsers {
    private static final int PROFILE = 37;
    private static final int CHUNK = 1_000;

    private final Transactions store;

    StoredUsers(Transactions store) {
        this.store = store;
    }

    <T> T read(UserId userId, Function<StoredUser, T> reading) {
        return store.harmless(transaction -> reading.apply(StoredUser.open(transaction, userId)));
    }

    /** Done again it would meet what it did itself, and take it for another's. */
    KeptMark put(ReadMark next, int most) {
        return store.harmful(
                transaction -> StoredUser.open(transaction, next.userId()).put(next, most));
    }

    /** Done again it may take away what somebody did meanwhile. */
    UserId without(UserId userId, Consumer<StoredUser> taking) {
        return store.harmful(transaction -> {
            taking.accept(StoredUser.open(transaction, userId));
            return userId;
        });
    }

    boolean mention(UserId userId, Mention mention, boolean on) {
        return read(
                userId,
                user -> user.mention(
                        mention.roomId(), mention.messageId().position().offset(), on));
    }

    UserPage readers(RoomId roomId, Position message, int limit, @Nullable UserId after) {
        UserPage.requireLimit(limit);
        return store.harmless(transaction -> readers(transaction, roomId, message, limit, after));
    }

    private static UserPage readers(
            StoreTransaction transaction, RoomId roomId, Position message, int limit, @Nullable UserId after) {
        String all = Keys.readers(roomId);
        String from = after == null ? all : Rows.behind(Keys.reader(roomId, after));
        List<UserId> page = new ArrayList<>();
        List<StoreTransaction.Entry> chunk;
        do {
            chunk = transaction.scan(from, Keys.end(all), CHUNK, false);
            for (StoreTransaction.Entry each : chunk) {
                StoredUser.Reader reader = StoredUser.Reader.read(each.value());
                boolean hasRead = reader.position().epoch().equals(message.epoch())
                        && reader.position().offset() >= message.offset();
                if (hasRead && page.size() == limit) {
                    return new UserPage(page, true);
                }
                if (hasRead) {
                    page.add(reader.userId());
                }
                from = Rows.behind(each.key());
            }
        } while (chunk.size() == CHUNK);
        return new UserPage(page, false);
    }

    KeptProfile put(UserId userId, String name, @Nullable URI picture) {
        return store.harmful(transaction -> {
            transaction.lock(Keys.user(userId));
            Profile before = kept(transaction, userId);
            Instant seen = seen(transaction, before);
            boolean isNews = before == null
                    || !before.name().equals(name)
                    || !Objects.equals(before.picture().orElse(null), picture);
            Profile next = Profile.builder(userId, name)
                    .picture(picture)
                    .lastSeen(seen)
                    .version((before == null ? 0 : before.version()) + (isNews ? 1 : 0))
                    .build();
            keep(transaction, next, seen);
            return new KeptProfile(next, isNews);
        });
    }

    boolean saw(UserId userId) {
        return store.harmless(transaction -> {
            transaction.lock(Keys.user(userId));
            Profile before = kept(transaction, userId);
            if (before == null) {
                return false;
            }
            keep(transaction, before, seen(transaction, before));
            return true;
        });
    }

    private static @Nullable Profile kept(StoreTransaction transaction, UserId userId) {
        byte[] kept = transaction.get(Keys.profile(userId));
        return kept == null ? null : profile(kept);
    }

    /** A clock that is set back must not have seen anybody earlier. */
    private static Instant seen(StoreTransaction transaction, @Nullable Profile before) {
        Instant now = transaction.now().truncatedTo(ChronoUnit.MILLIS);
        return before == null ? now : before.lastSeen().filter(now::isBefore).orElse(now);
    }

    private static void keep(StoreTransaction transaction, Profile profile, Instant seen) {
        transaction.put(Keys.profile(profile.userId()), bytes(profile, seen), seen.plus(UserProfiles.TIME_TO_LIVE));
    }

    private static byte[] bytes(Profile profile, Instant seen) {
        return FormWriter.of(PROFILE)
                .text(profile.userId().value())
                .text(profile.name())
                .optionalText(profile.picture().map(URI::toString))
                .instant(seen)
                .number(profile.version())
                .toBytes();
    }

    private static Profile profile(byte[] bytes) {
        return FormReader.read(bytes, "a profile", form -> {
            form.expect("profile", PROFILE);
            return Profile.builder(new UserId(form.text()), form.text())
                    .picture(form.optionalText().map(URI::create).orElse(null))
                    .lastSeen(form.instant())
                    .version(form.number())
                    .build();
        });
    }

    Map<UserId, Profile> profiles(Set<UserId> users) {
        UserProfiles.requireAsked(users);
        return store.harmless(transaction -> {
            Map<UserId, Profile> found = new HashMap<>();
            for (UserId userId : users) {
                byte[] kept = transaction.get(Keys.profile(userId));
                if (kept != null) {
                    found.put(userId, profile(kept));
                }
            }
            return found;
        });
    }
}
