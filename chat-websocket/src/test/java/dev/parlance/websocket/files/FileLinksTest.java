package dev.parlance.websocket.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlance.ChatEngine;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.broker.InMemoryHub;
import dev.parlance.model.FileId;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.policy.Authenticator;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FileLinksTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final FileId FILE = FileId.of(1, 2);
    private static final User ADA = User.builder(new UserId("ada"), "Ada & Co")
            .roles(List.of("host", "a=b"))
            .build();

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final InstantSource clock = () -> now;
    private final InMemoryHub hub = new InMemoryHub(() -> now, new SplittableRandom(7));
    private final ChatEngine one = engine();
    private final ChatEngine another = engine();
    private FileLinks links;

    private ChatEngine engine() {
        return ChatEngine.builder()
                .authenticator(Authenticator.trusting())
                .broker(InMemoryBroker.builder().hub(hub).build())
                .build();
    }

    @BeforeEach
    void start() throws Exception {
        one.start().toCompletableFuture().get(30, TimeUnit.SECONDS);
        another.start().toCompletableFuture().get(30, TimeUnit.SECONDS);
        links = new FileLinks(one.nodes(), clock);
    }

    @AfterEach
    void stop() {
        one.close();
        another.close();
    }

    private String signed(User user) {
        return links.sign(user, TEA, FILE, links.goodUntil(user))
                .toCompletableFuture()
                .join()
                .substring("link=".length());
    }

    private User holder(FileLinks node, String link) {
        return node.holder(link, TEA, FILE).toCompletableFuture().join();
    }

    @Test
    void anotherNodeBelievesItAndKnowsWhoseItIs() {
        User holder = holder(new FileLinks(another.nodes(), clock), signed(ADA));
        assertThat(holder).isEqualTo(ADA);
        assertThat(holder.roles()).isEqualTo(ADA.roles());
    }

    @Test
    void itIsGoodForFiveMinutesAndNoLongerThanItsUsersLogin() {
        String link = signed(ADA);
        String shorter = signed(User.builder(new UserId("bo"), "Bo")
                .expiresAt(now.plusSeconds(10))
                .build());
        now = now.plusSeconds(10);
        assertThatThrownBy(() -> holder(links, shorter)).hasMessageContaining("not any more");
        now = now.plus(FileLinks.GOOD).minusSeconds(11);
        assertThat(holder(links, link)).isEqualTo(ADA);
        now = now.plusSeconds(1);
        assertThatThrownBy(() -> holder(links, link)).hasMessageContaining("not any more");
    }

    @Test
    void keysChangeAndThoseBeforeAreFoundAsLongAsTheirLinksAreGood() {
        signed(ADA);
        now = now.plus(Duration.ofMinutes(59));
        String before = signed(ADA);
        now = now.plus(Duration.ofMinutes(2));
        String after = signed(ADA);
        assertThat(LinkForm.read(said(before)).key())
                .isNotEqualTo(LinkForm.read(said(after)).key());
        FileLinks fresh = new FileLinks(another.nodes(), clock);
        assertThat(holder(fresh, before)).isEqualTo(ADA);
        assertThat(holder(fresh, after)).isEqualTo(ADA);
    }

    private static String said(String link) {
        return new String(Base64.getUrlDecoder().decode(link.substring(0, link.indexOf('.'))), UTF_8);
    }

    @Test
    void nobodyElseSignsOne() {
        String link = signed(ADA);
        String forged = Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(said(link).replace("id=ada", "id=bo").getBytes(UTF_8))
                + link.substring(link.indexOf('.'));
        assertThatThrownBy(() -> holder(links, forged)).hasMessageContaining("not good");
        for (String nonsense : List.of("", ".", "a.b", "?.?", "a2V5.AAAA", "x".repeat(5_000) + ".y")) {
            assertThatThrownBy(() -> holder(links, nonsense)).hasMessageContaining("not good");
        }
    }
}
