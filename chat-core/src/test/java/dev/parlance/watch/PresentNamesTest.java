package dev.parlance.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.TestLane;
import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.model.Profile;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.transport.ClientCommand.ReadProfiles;
import dev.parlance.transport.ClientCommand.WatchRooms;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is kept and told of what users are called: Dee comes to one node, Ada sees it at another. */
class PresentNamesTest {
    private static final UserId DEE = new UserId("dee");
    private static final URI PICTURE = URI.create("https://pictures.example/dee");

    private final EngineFixture fixture = new EngineFixture();
    private final Notes notes =
            new Notes(InMemoryBroker.builder().hub(fixture.hub).build());
    private final ChatEngine node = fixture.node(notes, builder -> builder);

    /** Notes what is kept, and fails when it is to. */
    private static final class Notes extends ForwardingBroker {
        final List<String> kept = new ArrayList<>();
        boolean isDown;

        Notes(ChatBroker broker) {
            super(broker);
        }

        @Override
        public CompletionStage<KeptProfile> putProfile(UserId userId, String name, @Nullable URI picture) {
            kept.add(name);
            return isDown ? failed() : super.putProfile(userId, name, picture);
        }

        @Override
        public CompletionStage<Boolean> saw(UserId userId) {
            kept.add("seen");
            return isDown ? failed() : super.saw(userId);
        }

        @Override
        public CompletionStage<Map<UserId, Profile>> profiles(Set<UserId> users) {
            return isDown ? failed() : super.profiles(users);
        }

        private static <T> CompletionStage<T> failed() {
            return CompletableFuture.failedFuture(new IllegalStateException("expected by this test"));
        }
    }

    private TestClient open(ChatEngine engine) {
        return new TestClient(engine, new TestLane(), fixture.encoder);
    }

    private TestClient dee(String name) {
        TestClient client = open(node).as("dee", name);
        client.news();
        return client;
    }

    /** With a picture, as a host says that has authenticated its users itself. */
    private TestClient dee(String name, URI picture) {
        return new TestClient(
                node,
                new TestLane(),
                fixture.encoder,
                User.builder(DEE, name).avatar(picture).build());
    }

    private TestClient ada(String... rooms) {
        TestClient ada = open(fixture.engine).as("ada");
        for (String each : rooms) {
            ada.join(each, null);
        }
        ada.news();
        return ada;
    }

    private Profile kept() {
        return node.profiles(Set.of(DEE)).toCompletableFuture().join().get(DEE);
    }

    @Test
    void whoSeesAUserHearsOfANewNameOnWhicheverNodeAndNobodyElseDoes() {
        TestClient first = dee("Dee").join("tea", null);
        TestClient ada = ada("tea");
        TestClient elsewhere = ada("milk");
        TestClient ofOld = open(fixture.engine).as("cy").join("tea");
        for (TestClient each : List.of(first, ada, elsewhere, ofOld)) {
            each.news();
        }

        dee("Deirdre");

        assertThat(ada.news()).containsExactly("dee is Deirdre");
        assertThat(first.news()).containsExactly("dee is Deirdre");
        assertThat(elsewhere.news()).isEmpty();
        assertThat(ofOld.news()).isEmpty();
    }

    @Test
    void aFirstNameIsToldToNobodyAndTheSameAgainIsNeitherWrittenNorTold() {
        TestClient ada = ada("tea");
        dee("Dee").join("tea", null);
        assertThat(ada.news()).containsExactly("Dee joined");

        dee("Dee").join("tea", null);
        dee("Dee").as("dee", "Dee");

        assertThat(ada.news()).isEmpty();
        assertThat(notes.kept).containsExactly("Dee");
    }

    @Test
    void aNewPictureIsToldHoweverLongItsAddress() {
        URI other = URI.create("https://pictures.example/" + "x".repeat(950));
        dee("Dee", PICTURE).join("tea", null);
        TestClient ada = ada("tea");

        dee("Dee", other);

        assertThat(ada.news()).containsExactly("dee is Dee at " + other.getPath());
        assertThat(kept().picture()).contains(other);
    }

    @Test
    void ofSeveralNamesWithinTenSecondsTheLastCountsAndIsToldOnce() {
        dee("Dee").join("tea", null);
        TestClient ada = ada("tea");
        dee("Deirdre");
        assertThat(ada.news()).containsExactly("dee is Deirdre");

        dee("D");
        dee("Deb");
        assertThat(ada.news()).isEmpty();
        fixture.time.advance(PresentNames.PAUSE);
        assertThat(ada.news()).containsExactly("dee is Deb");

        dee("Dora");
        dee("Deb");
        fixture.time.advance(PresentNames.PAUSE);

        assertThat(ada.news()).isEmpty();
        assertThat(kept().name()).isEqualTo("Deb");
    }

    @Test
    void aRenewedLoginUnderAnotherNameIsKeptToo() {
        TestClient dee = dee("Dee").join("tea", null);
        TestClient ada = ada("tea");

        dee.as("dee", "Deirdre");

        assertThat(ada.news()).containsExactly("Deirdre joined", "dee is Deirdre");
        assertThat(kept().name()).isEqualTo("Deirdre");
    }

    @Test
    void theUsersOwnWatchingDevicesHearOfItWhereverTheyAre() {
        TestClient phone = open(fixture.engine).as("dee", "Dee").ask(1, new WatchRooms(true));
        TestClient silent = open(fixture.engine).as("dee", "Dee");
        phone.news();
        silent.news();

        dee("Deirdre");

        assertThat(phone.news()).containsExactly("dee is Deirdre");
        assertThat(silent.news()).isEmpty();
    }

    @Test
    void clientsReadWhatUsersAreCalledInTheOrderInWhichTheyAsk() {
        dee("Deirdre", PICTURE);
        TestClient ada = ada();

        ada.ask(1, new ReadProfiles(List.of(new UserId("cy"), DEE, new UserId("ada"), DEE)));
        assertThat(ada.news()).containsExactly("1:called [dee is Deirdre at /dee, ada is Ada]");

        List<UserId> many =
                IntStream.range(0, 101).mapToObj(i -> new UserId("u" + i)).toList();
        ada.ask(2, new ReadProfiles(many)).ask(3, new ReadProfiles(many.subList(0, 100)));
        assertThat(ada.news()).containsExactly("2:failed BAD_REQUEST", "3:called []");
        TestClient stranger = open(node).ask(1, new ReadProfiles(List.of(DEE)));
        assertThat(stranger.news()).containsExactly("1:failed NOT_AUTHENTICATED");
    }

    @Test
    void ofWhomTheIdIsTheNameNothingIsKept() {
        dee("dee");
        assertThat(kept()).isNull();

        dee("Dee");
        dee("dee");
        assertThat(kept().name()).isEqualTo("dee");
    }

    @Test
    void whenAConnectionEndsItIsKeptWhenTheUserWasThereUnderTheNewestNameAndOnceAMinute() {
        TestClient first = dee("Dee");
        TestClient second = dee("Deirdre");
        TestClient third = dee("Deirdre");
        fixture.time.advance(Duration.ofMinutes(5));

        first.vanish();
        assertThat(kept().lastSeen()).contains(fixture.time.instant());
        assertThat(kept().name()).isEqualTo("Deirdre");
        int written = notes.kept.size();

        second.vanish();
        assertThat(notes.kept).hasSize(written);
        fixture.time.advance(PresentNames.SEEN_PAUSE);
        third.vanish();

        assertThat(notes.kept).hasSize(written + 1);
        assertThat(kept().lastSeen()).contains(fixture.time.instant());
    }

    @Test
    void aNodeThatEndsNotesItOfThoseWhoAreThere() {
        TestClient dee = dee("Dee");
        fixture.time.advance(Duration.ofMinutes(5));

        node.stop();
        dee.run();

        Profile known = fixture.engine
                .profiles(Set.of(DEE))
                .toCompletableFuture()
                .join()
                .get(DEE);
        assertThat(known.lastSeen()).contains(fixture.time.instant());
    }

    @Test
    void aHostThatWantsNamesAsTheyWereSaidHasNothingKeptOrTold() {
        Notes untouched = new Notes(InMemoryBroker.builder().hub(fixture.hub).build());
        ChatEngine strict = fixture.node(untouched, builder -> builder.presentNames(false));
        TestClient dee = open(strict).as("dee", "Dee").join("tea", null);
        TestClient ada = ada("tea");

        open(strict).as("dee", "Deirdre").vanish();
        dee.news();
        dee.ask(1, new ReadProfiles(List.of(DEE, new UserId("ada"))));

        assertThat(ada.news()).isEmpty();
        assertThat(untouched.kept).isEmpty();
        assertThat(dee.news()).containsExactly("1:called []");
    }

    @Test
    void aStoreThatFailsKeepsNobodyOutAndTheNextLoginSaysItAgain() {
        dee("Dee").join("tea", null);
        TestClient ada = ada("tea");
        notes.isDown = true;

        TestClient again = open(node).as("dee", "Deirdre").join("milk", null);
        assertThat(again.news()).anyMatch(each -> each.contains("joined"));
        assertThat(ada.news()).isEmpty();
        again.vanish();
        notes.isDown = false;
        dee("Deirdre");

        assertThat(ada.news()).containsExactly("dee is Deirdre");
    }
}
