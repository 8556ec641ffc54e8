package dev.parlance.examples.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All clients of a run, and what they have in common. */
final class LoadClients {
    /** How many clients may be on their way in at once. */
    private static final int MAX_ARRIVING = 200;

    final Loop loop;
    final Dialect dialect;
    final Tally tally = new Tally();
    final Stamp stamp = new Stamp();
    final int payload;
    Pattern pattern;
    private final Seating seating;
    private final Servers servers;
    private final String runName;
    private final List<LoadClient> clients;
    private final List<Envelope> envelopes = new ArrayList<>();
    private int dialed;
    private int joined;
    private int lost;
    private String firstLoss = "";

    LoadClients(Loop loop, Dialect dialect, Seating seating, Servers servers, int payload, Pattern whileTheyArrive) {
        this.loop = loop;
        this.dialect = dialect;
        this.seating = seating;
        this.servers = servers;
        this.payload = payload;
        this.pattern = whileTheyArrive;
        // no room of an earlier run, whose history and leavers would disturb this one
        this.runName = Long.toString(System.currentTimeMillis() / 100 % 60_000_000, Character.MAX_RADIX);
        this.clients = new ArrayList<>(seating.total());
        for (int i = 0; i < seating.total(); i++) {
            clients.add(new LoadClient(this, i, seating));
        }
        for (int room = 0; room <= seating.rooms(); room++) {
            envelopes.add(dialect.envelope(roomName(room)));
        }
    }

    int size() {
        return clients.size();
    }

    int joinedCount() {
        return joined;
    }

    int lostCount() {
        return lost;
    }

    /** Lets the next clients dial, as many as may arrive at once. */
    void dial() {
        try {
            while (dialed < clients.size() && dialed - joined < MAX_ARRIVING) {
                LoadClient client = clients.get(dialed++);
                int node = seating.node(client.index);
                client.dial(servers.address(node), servers.source(client.index), servers.request(node, dialect.path()));
            }
        } catch (IOException e) {
            throw new LoadException("client " + dialed + " cannot dial: " + e.getMessage());
        }
    }

    /** Throws unless everyone is in. */
    void requireComplete() {
        if (joined < clients.size() || lost > 0) {
            throw new LoadException("only " + joined + " of " + clients.size() + " clients joined, " + lost
                    + " were lost" + (lost == 0 ? "" : ", the first because " + firstLoss)
                    + (tally.refused == 0 ? "" : "; the server refused: " + tally.firstRefusal));
        }
    }

    /** Those that speak, taking turns over the rooms. */
    List<LoadClient> senders() {
        return clients.stream().filter(client -> client.speaker >= 0).toList();
    }

    String roomName(int room) {
        return runName + "-" + room;
    }

    Envelope envelope(int room) {
        return envelopes.get(room);
    }

    void joined() {
        joined++;
    }

    void lost(String why) {
        if (lost++ == 0) {
            firstLoss = why;
        }
    }

    String firstLoss() {
        return firstLoss;
    }

    void sent(LoadClient author, long nanos) {
        tally.sent(nanos, seating.members(author.room));
    }

    /** The sender of that number, if it speaks in that room. */
    @Nullable
    LoadClient author(int index, int room) {
        if (index >= clients.size()) {
            return null;
        }
        LoadClient author = clients.get(index);
        return author.room == room && author.speaker >= 0 ? author : null;
    }
}
