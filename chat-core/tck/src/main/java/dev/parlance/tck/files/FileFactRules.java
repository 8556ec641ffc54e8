package dev.parlance.tck.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.attachment.AttachmentStore;
import dev.parlance.attachment.FileQuery;
import dev.parlance.attachment.StoredFile;
import dev.parlance.model.Attachment;
import dev.parlance.model.FileId;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.tck.AttachmentStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** F6, F7, F10, F11: what a store knows of files. */
public abstract class FileFactRules extends FileRules {
    protected FileFactRules(Supplier<AttachmentStorage> storages, Supplier<Duration> patience) {
        super(storages, patience);
    }

    @Test
    void required_f6_theFactsAreFoundAsTheyWereCommitted() {
        AttachmentStore a = node();
        StoredFile facts = StoredFile.builder(
                        Attachment.builder(id(1), "Tee \u8336 \ud83d\ude00.png", "image/png", 3)
                                .picture(800, 1)
                                .thumbnail(true)
                                .build(),
                        TEA,
                        ADA,
                        NOON.plusNanos(999_999))
                .build();
        stored(a, facts, bytes(1, 3));
        assertThat(done(node().find(id(1)))).contains(facts);
        assertThat(done(a.find(id(2)))).isEmpty();
    }

    @Test
    void required_f7_aMessageIsNamedOnceHoweverOftenItIsSaid() {
        AttachmentStore a = node();
        AttachmentStore b = node();
        StoredFile facts = stored(a, 1, bytes(1, 3));
        assertThat(done(a.refer(id(1), message(1)))).isTrue();
        assertThat(done(b.refer(id(1), message(1)))).isTrue();
        assertThat(done(a.release(id(1), message(2))).orElseThrow().messages()).containsExactly(message(1));
        assertThat(done(b.release(id(1), message(1)))).contains(facts);
        assertThat(done(a.release(id(1), message(1)))).contains(facts);
        assertThat(done(a.refer(id(2), message(1)))).isFalse();
        assertThat(done(a.release(id(2), message(1)))).isEmpty();
    }

    @Test
    void required_f7_ofManyAtOnceOnTwoNodesEachTakesEffect() {
        List<AttachmentStore> both = List.of(node(), node());
        stored(both.get(0), 1, bytes(1, 3));
        int many = 50;
        CompletableFuture<?>[] all = IntStream.range(0, many)
                .mapToObj(i -> both.get(i % 2).refer(id(1), message(i + 1)).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        done(CompletableFuture.allOf(all));
        assertThat(done(both.get(0).find(id(1))).orElseThrow().messages()).hasSize(many);
        CompletableFuture<?>[] odd = IntStream.range(0, many)
                .filter(i -> i % 3 != 0)
                .mapToObj(i -> both.get(i % 2).release(id(1), message(i + 1)).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        done(CompletableFuture.allOf(odd));
        assertThat(done(both.get(1).find(id(1))).orElseThrow().messages()).hasSize(17);
    }

    @Test
    void required_f7_theLatestClaimCountsAndEndsWithANameAndNotWithARelease() {
        AttachmentStore node = node();
        StoredFile facts = stored(node, 1, bytes(1, 3));
        StoredFile claimed = facts.toBuilder().claimedAt(NOON.plusSeconds(5)).build();
        assertThat(done(node.claim(id(1), NOON.plusSeconds(5)))).contains(claimed);
        assertThat(done(node.claim(id(1), NOON))).contains(claimed);
        done(node.release(id(1), message(1)));
        assertThat(done(node.find(id(1)))).contains(claimed);
        done(node.refer(id(1), message(1)));
        assertThat(done(node.find(id(1))))
                .contains(facts.toBuilder().messages(Set.of(message(1))).build());
    }

    @Test
    void required_f10_pagesMeetEachFileOnceInTheOrderOfTheIds() {
        AttachmentStore node = node();
        List<FileId> there = new ArrayList<>();
        for (int i = 1; i <= 25; i++) {
            there.add(stored(node, i, bytes(i, 1)).id());
        }
        there.sort((one, other) -> one.value().compareTo(other.value()));
        List<FileId> met = new ArrayList<>();
        FileQuery query = FileQuery.first(7);
        for (List<StoredFile> page = done(node.list(query)); ; page = done(node.list(query))) {
            page.forEach(file -> met.add(file.id()));
            if (page.size() < 7) {
                break;
            }
            query = query.after(page.get(6).id());
        }
        assertThat(met).isEqualTo(there);
    }

    @Test
    void required_f10_aPageOfARoomOrAUserHasOnlyTheirs() {
        AttachmentStore node = node();
        stored(node, facts(id(1), 1, TEA, ADA), bytes(1, 1));
        stored(node, facts(id(2), 1, MILK, ADA), bytes(1, 1));
        stored(node, facts(id(3), 1, TEA, BO), bytes(1, 1));
        assertThat(done(node.list(FileQuery.first(9).of(TEA))))
                .extracting(StoredFile::id)
                .containsExactlyInAnyOrder(id(1), id(3));
        assertThat(done(node.list(FileQuery.first(9).by(ADA))))
                .extracting(StoredFile::id)
                .containsExactlyInAnyOrder(id(1), id(2));
        assertThat(done(node.list(FileQuery.first(9).of(TEA).by(BO))))
                .extracting(StoredFile::id)
                .containsExactly(id(3));
        assertThat(done(node.list(FileQuery.first(1).of(MILK))))
                .extracting(StoredFile::id)
                .containsExactly(id(2));
    }

    @Test
    void required_f11_oddNamesRoomsAndUsersAreKeptAndLeadNowhere() {
        AttachmentStore node = node();
        int number = 0;
        for (String odd :
                List.of("..", "a/b", "a\\b", "C:", "%2e%2e%2f", "' OR 1=1 --", "\ud83d\ude00", "x".repeat(128))) {
            StoredFile facts = StoredFile.builder(
                            Attachment.builder(id(++number), odd, "text/x-a+b.c", 1)
                                    .build(),
                            new RoomId(odd),
                            new UserId(odd),
                            NOON)
                    .build();
            stored(node, facts, bytes(1, 1));
            assertThat(done(node.find(id(number)))).contains(facts);
            assertThat(done(node.list(FileQuery.first(9).of(new RoomId(odd)).by(new UserId(odd)))))
                    .containsExactly(facts);
        }
    }
}
