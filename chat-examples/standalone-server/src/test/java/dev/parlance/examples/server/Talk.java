package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** People who talk and listen all along, at two nodes, whatever happens; and what must be true of them afterwards. */
final class Talk implements AutoCloseable {
    /** Of people who take a connection for dead soon, and of those who rather wait. */
    static final Duration IMPATIENT = Duration.ofSeconds(5);

    static final Duration PATIENT = Duration.ofMinutes(1);

    private static final String ROOM = "the room";
    private static final Duration OVER_SOON = Duration.ofSeconds(30);

    final List<ResumingClient> people = new ArrayList<>();
    private final List<ResumingClient> guests = new ArrayList<>();
    private final List<Thread> talkers = new ArrayList<>();
    private final Pace pace = new Pace();

    /** Two are patient at the first node, and two at the second. */
    static Talk at(URI one, URI two) throws InterruptedException {
        return new Talk()
                .with("ada", PATIENT, one, two)
                .with("bo", PATIENT, one, two)
                .with("cy", PATIENT, two, one)
                .with("di", PATIENT, two, one)
                .begin();
    }

    /** Adds someone who comes to the first of these nodes, and returns to the next. */
    Talk with(String name, Duration patience, URI... nodes) {
        ResumingClient person = new ResumingClient(name, ROOM, patience, List.of(nodes));
        people.add(person);
        pace.add(name);
        Thread thread = new Thread(() -> talk(person), name);
        thread.setDaemon(true);
        talkers.add(thread);
        return this;
    }

    /** Adds someone who only listens, and does not come back. */
    ResumingClient guest(String name, URI node) {
        ResumingClient guest = new ResumingClient(name, ROOM, PATIENT, List.of(node));
        guests.add(guest);
        Awaitility.await().until(guest::isJoined);
        guest.stayAway();
        return guest;
    }

    Talk begin() throws InterruptedException {
        try {
            Awaitility.await().until(() -> people.stream().allMatch(ResumingClient::isJoined));
            talkers.forEach(Thread::start);
            flow(100);
            return this;
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** Does this while everybody talks, who goes on until each has said so many more. */
    void during(Runnable fault, int more) throws InterruptedException {
        pace.goOn();
        fault.run();
        flow(more);
    }

    void flow(int more) throws InterruptedException {
        pace.flow(more, OVER_SOON);
    }

    /** Ends the talking, and waits until everyone has heard it out and knows who is there. */
    void end() throws InterruptedException {
        pace.end();
        for (Thread talker : talkers) {
            talker.join(OVER_SOON.toMillis());
            assertThat(talker.isAlive()).as("%s still waits", talker.getName()).isFalse();
        }
        for (ResumingClient person : people) {
            Awaitility.await("what " + person + " hears").atMost(OVER_SOON).untilAsserted(() -> {
                assertThat(person.isJoined()).isTrue();
                assertThat(person.view.lacks(acknowledgedIn(person.view.epoch())))
                        .isEmpty();
                assertThat(person.view.members()).isEqualTo(names());
            });
        }
    }

    /** No acknowledged message is missing from any view, none is doubled, order held, and all views are one. */
    void assertNothingLost() {
        for (ResumingClient person : people) {
            assertThat(person.view.faults).as("faults that %s met", person).isEmpty();
            assertThat(person.view.restarts())
                    .as("how often %s was told that all is lost", person)
                    .isZero();
            for (ResumingClient talker : people) {
                assertThat(person.view.textsAmong(talker.acknowledged()))
                        .as("what %s said, in order, to %s", talker, person)
                        .isEqualTo(talker.acknowledged());
            }
            assertThat(person.view.texts()).isEqualTo(people.get(0).view.texts());
        }
    }

    /** As above, for what was acknowledged since the log was lost; and everybody was told, once. */
    void assertNothingLostSilently() {
        for (ResumingClient person : people) {
            assertThat(person.view.faults).as("faults that %s met", person).isEmpty();
            assertThat(person.view.restarts())
                    .as("how often %s was told that all is lost", person)
                    .isEqualTo(1);
            assertThat(person.view.lacks(acknowledgedIn(person.view.epoch()))).isEmpty();
            assertThat(person.view.texts()).isEqualTo(people.get(0).view.texts());
        }
    }

    /** Nobody heard that someone left. */
    void assertNobodyLeft() {
        for (ResumingClient person : people) {
            assertThat(person.view.presence)
                    .as("who came and went, to %s", person)
                    .noneMatch(news -> news.endsWith("left"));
        }
    }

    private List<String> acknowledgedIn(String epoch) {
        return people.stream()
                .flatMap(person -> person.acknowledgedIn(epoch).stream())
                .toList();
    }

    private List<String> names() {
        return people.stream().map(person -> person.name).sorted().toList();
    }

    private void talk(ResumingClient person) {
        try {
            for (int i = pace.awaitTurn(person.name); i >= 0; i = pace.awaitTurn(person.name)) {
                String text = person.name + " " + i;
                int restarts = person.view.restarts();
                if (!person.say(text, "id-" + i)) {
                    return;
                }
                person.awaitHeard(text, restarts);
                pace.said(person.name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    @Override
    public void close() {
        talkers.forEach(Thread::interrupt);
        people.forEach(ResumingClient::close);
        guests.forEach(ResumingClient::close);
    }
}
