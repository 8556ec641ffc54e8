package dev.parlance.tck.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.Credentials;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.RoomId;
import dev.parlance.transport.ChatSession;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.CloseReason;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A client under the test's hand: what it asks, and what it has been told, in order. */
final class Participant {
    final TransportClient client;
    private final Patience patience;
    private final List<Told> told = new ArrayList<>();
    private long nextId = 100;

    Participant(TransportClient client, Patience patience) {
        this.client = client;
        this.patience = patience;
    }

    static ClientCommand credentials(String userId, @Nullable String token) {
        return new ClientCommand.Authenticate(Credentials.of(userId, userId, token));
    }

    static ClientCommand text(String text) {
        return new ClientCommand.Send(Service.TEA, text, null, Map.of());
    }

    static ClientCommand newest(int limit) {
        return new ClientCommand.ReadHistory(Service.TEA, HistoryQuery.newest(limit));
    }

    Participant logIn(String userId) throws IOException {
        succeeds(credentials(userId, null));
        return this;
    }

    Participant join(RoomId room) throws IOException {
        succeeds(new ClientCommand.Join(room, null, 0));
        return this;
    }

    Told.Answer succeeds(ClientCommand command) throws IOException {
        Told.Answer answer = ask(command);
        assertThat(answer.error()).as("the answer to %s", command.event()).isNull();
        return answer;
    }

    /** Asks, and reads until the answer; what comes before it is kept. */
    Told.Answer ask(ClientCommand command) throws IOException {
        long id = nextId++;
        client.send(command, id);
        return answer(id);
    }

    Told.Answer answer(long id) throws IOException {
        return (Told.Answer) readUntil(each -> each instanceof Told.Answer answer && answer.requestId() == id);
    }

    void tell(ClientCommand command) throws IOException {
        client.send(command, ChatSession.NO_REPLY);
    }

    /** Says something, if the connection is still there. */
    void tryTo(ThrowingStep step) {
        try {
            step.run();
        } catch (IOException e) {
            // then it has ended, which reading will show
        }
    }

    /** What a client does that may be refused by the line. */
    interface ThrowingStep {
        void run() throws IOException;
    }

    /** Reads on until something is told, the end included; fails if another end comes before it. */
    Told readUntil(Predicate<Told> what) throws IOException {
        Told next = next();
        while (!what.test(next)) {
            assertThat(next).as("what comes instead of what was waited for").isNotInstanceOf(Told.Ended.class);
            next = next();
        }
        return next;
    }

    private Told next() throws IOException {
        @Nullable Told next = client.read(patience.most());
        if (next == null) {
            throw new AssertionError("nothing comes within %s after %s".formatted(patience.most(), told.size()));
        }
        told.add(next);
        return next;
    }

    /** Reads for a time, whatever comes. */
    void readFor(Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            Told next = client.read(Duration.ofNanos(left));
            if (next != null) {
                told.add(next);
                assertThat(next).as("what comes to one that does nothing wrong").isNotInstanceOf(Told.Ended.class);
            }
        }
    }

    Told.Event hears(String name, String detail) throws IOException {
        return (Told.Event) readUntil(new Told.Event(name, detail)::equals);
    }

    /** Reads until a message of this text. */
    Participant hears(String text) throws IOException {
        hears("message", text);
        return this;
    }

    /** Reads to the end, which the reason must have brought about. */
    void endsBy(CloseReason reason) throws IOException {
        Told.Ended end = (Told.Ended) readUntil(Told.Ended.class::isInstance);
        assertThat(end.mayComeBack()).as("may come back after %s", reason).isEqualTo(reason.mayComeBack());
        if (end.code() != 0) {
            assertThat(end.code()).as("the close code of %s", reason).isEqualTo(reason.code());
        }
    }

    /** The texts of the messages that it was told, in order. */
    List<String> texts() {
        return all("message").stream().map(Told.Event::detail).toList();
    }

    /** The events of a name that it was told, in order. */
    List<Told.Event> all(String name) {
        return told.stream()
                .filter(Told.Event.class::isInstance)
                .map(Told.Event.class::cast)
                .filter(event -> event.name().equals(name))
                .toList();
    }

    List<Told.Answer> answers() {
        return told.stream()
                .filter(Told.Answer.class::isInstance)
                .map(Told.Answer.class::cast)
                .toList();
    }

    boolean isAlive() throws IOException {
        return ask(new ClientCommand.Ping()).error() == null;
    }

    /** Goes, if it has not gone yet. */
    void leave() {
        tryTo(client::close);
    }
}
