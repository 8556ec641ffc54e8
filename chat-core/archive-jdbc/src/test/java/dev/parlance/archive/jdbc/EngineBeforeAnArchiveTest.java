package dev.parlance.archive.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.Room;
import dev.parlance.archive.ArchiveStore;
import dev.parlance.archive.MessageArchive;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.MessageEdit;
import dev.parlance.model.RoomId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** A host's engine with an archive in a database, over two lives of its memory. */
class EngineBeforeAnArchiveTest {
    private final DataSource dataSource = Sources.h2("engine");

    private ChatEngine engine() {
        ArchiveStore store = JdbcArchive.builder(dataSource).build();
        MessageArchive archive =
                MessageArchive.of(InMemoryBroker.builder().build(), store).build();
        ChatEngine engine = ChatEngine.builder().broker(archive).build();
        done(engine.start());
        return engine;
    }

    @Test
    void whatWasSaidInAnEarlierLifeIsReadChangedAndGoneOnFrom() {
        try (ChatEngine engine = engine()) {
            Room room = engine.room(new RoomId("tea"));
            IntStream.rangeClosed(1, 250).forEach(i -> done(room.publish("message " + i)));
        }
        try (ChatEngine engine = engine()) {
            Room room = engine.room(new RoomId("tea"));
            Message first = all(room).get(0);
            done(room.edit(
                    first.id(),
                    MessageEdit.builder().text("edited in another life").build()));
            assertThat(done(room.publish("message 251")).number()).isEqualTo(251);
        }
        try (ChatEngine engine = engine()) {
            List<String> texts = all(engine.room(new RoomId("tea"))).stream()
                    .map(Message::text)
                    .toList();
            assertThat(texts)
                    .hasSize(251)
                    .startsWith("edited in another life", "message 2")
                    .endsWith("message 251");
        }
    }

    private static List<Message> all(Room room) {
        List<Message> all = new ArrayList<>();
        HistoryPage page = done(room.history(HistoryQuery.newest(100)));
        all.addAll(page.messages());
        while (page.hasMore()) {
            Message oldest = all.get(0);
            page = done(room.history(HistoryQuery.before(oldest.position().offset(), 100)
                    .inEpoch(oldest.position().epoch())));
            all.addAll(0, page.messages());
        }
        return all;
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }
}
