package dev.parlance.tck.rules;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.UserProfiles;
import dev.parlance.broker.UserProfiles.KeptProfile;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Profile;
import dev.parlance.model.UserId;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** C14: what a user is called now. */
public abstract class ProfileRules extends UserRules {
    private static final URI PICTURE = URI.create("https://example.org/picture.png");

    protected ProfileRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    private static Profile kept(BrokerNode node, UserId user) {
        return requireNonNull(node.profiles(Set.of(user)).get(user));
    }

    private static Instant seen(Profile profile) {
        return profile.lastSeen().orElseThrow();
    }

    @Test
    void required_c14_theNewestNameIsReadOnAllNodes() {
        BrokerNode a = node();
        BrokerNode b = node();
        UserId user = user();
        UserId other = user();

        KeptProfile first = a.putProfile(user, "First", null);
        Profile unchanged = a.putProfile(other, "Other", PICTURE).profile();
        assertThat(first.isNews()).isTrue();
        assertThat(first.profile())
                .isEqualTo(Profile.builder(user, "First")
                        .version(1)
                        .lastSeen(seen(first.profile()))
                        .build());
        assertThat(b.profiles(Set.of(user))).isEqualTo(Map.of(user, first.profile()));

        KeptProfile second = b.putProfile(user, "Second", PICTURE);
        assertThat(second.isNews()).isTrue();
        assertThat(second.profile().version()).isEqualTo(2);
        assertThat(second.profile().picture()).contains(PICTURE);
        assertThat(a.profiles(Set.of(user, other))).isEqualTo(Map.of(user, second.profile(), other, unchanged));
    }

    @Test
    void required_c14_theSameAgainIsNoNews() {
        BrokerNode a = node();
        BrokerNode b = node();
        UserId user = user();
        a.putProfile(user, "Name", PICTURE);

        KeptProfile again = b.putProfile(user, "Name", PICTURE);
        assertThat(again.isNews()).isFalse();
        assertThat(again.profile().version()).isEqualTo(1);

        KeptProfile without = a.putProfile(user, "Name", null);
        assertThat(without.isNews()).isTrue();
        assertThat(without.profile().version()).isEqualTo(2);
        assertThat(without.profile().picture()).isEmpty();
        assertThat(b.profiles(Set.of(user))).containsValue(without.profile());
    }

    @Test
    void required_c14_whoHasNoneIsMissing() {
        BrokerNode node = node();
        UserId user = user();
        node.putProfile(user, "Name", null);

        assertThat(node.profiles(Set.of())).isEmpty();
        assertThat(node.profiles(Set.of(user, user()))).containsOnlyKeys(user);
        Set<UserId> tooMany = IntStream.rangeClosed(0, UserProfiles.MAX_ASKED)
                .mapToObj(number -> new UserId("user-" + number))
                .collect(Collectors.toSet());
        refuses(node.broker().profiles(tooMany), ErrorCode.BAD_REQUEST);
    }

    @Test
    void required_c14_whoComesAgainWasSeenLater() {
        BrokerNode node = node();
        UserId user = user();
        Instant before = seen(node.putProfile(user, "Name", null).profile());

        cluster.advance(Duration.ofMillis(50));

        Profile again = node.putProfile(user, "Name", null).profile();
        assertThat(seen(again)).isAfter(before);
        assertThat(node.profiles(Set.of(user))).containsValue(again);
    }

    @Test
    void required_c14_whoIsSeenIsCalledAsBefore() {
        BrokerNode a = node();
        BrokerNode b = node();
        UserId user = user();
        Profile before = a.putProfile(user, "Name", PICTURE).profile();

        cluster.advance(Duration.ofMillis(50));

        assertThat(b.saw(user)).isTrue();
        Profile after = kept(a, user);
        assertThat(seen(after)).isAfter(seen(before));
        assertThat(after)
                .isEqualTo(Profile.builder(user, "Name")
                        .picture(PICTURE)
                        .version(before.version())
                        .lastSeen(seen(after))
                        .build());
        assertThat(a.putProfile(user, "Name", PICTURE).isNews()).isFalse();
    }

    @Test
    void required_c14_ofWhomNothingIsKeptNobodyIsSeen() {
        BrokerNode node = node();
        UserId user = user();

        assertThat(node.saw(user)).isFalse();
        assertThat(node.profiles(Set.of(user))).isEmpty();
        assertThat(node.putProfile(user, "Name", null).isNews()).isTrue();
    }

    @Test
    void optional_c14_lastSeenNeverGoesBack() {
        BrokerNode node = node();
        UserId user = user();
        Instant before = seen(node.putProfile(user, "Name", null).profile());

        cluster.store().setBack(Duration.ofSeconds(10));

        node.saw(user);
        assertThat(seen(kept(node, user))).isAfterOrEqualTo(before);
        KeptProfile renamed = node.putProfile(user, "Renamed", null);
        assertThat(renamed.isNews()).isTrue();
        assertThat(seen(renamed.profile())).isAfterOrEqualTo(before);
        assertThat(node.profiles(Set.of(user))).containsValue(renamed.profile());
    }

    @Test
    void optional_c14_aProfileIsKeptForThirtyFiveDays() {
        BrokerNode node = node();
        UserId user = user();
        node.putProfile(user, "Name", null);
        cluster.advance(UserProfiles.TIME_TO_LIVE.minusDays(1));
        assertThat(node.profiles(Set.of(user))).hasSize(1);

        node.saw(user); // from then on
        cluster.advance(UserProfiles.TIME_TO_LIVE.minusDays(1));
        assertThat(node.profiles(Set.of(user))).hasSize(1);

        cluster.advance(Duration.ofDays(1));

        assertThat(node.profiles(Set.of(user))).isEmpty();
        assertThat(node.saw(user)).isFalse();
        assertThat(node.putProfile(user, "Name", null).isNews()).isTrue();
    }
}
