package dev.parlance.examples.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** A user in one room: joins, then hears and maybe says stamped messages. */
final class LoadClient implements Connection.Owner {
    final int index;
    final int room;
    /** Which sender of its room it is, from 0; -1 for a listener. */
    final int speaker;

    /** How many of its own messages it has not heard yet. */
    int inFlight;

    boolean joined;
    private final LoadClients crowd;
    private final Loop loop;
    private final long[] lastHeard;
    private @Nullable Connection connection;
    private long sequence;

    LoadClient(LoadClients crowd, int index, Seating seating) {
        this.crowd = crowd;
        this.loop = crowd.loop;
        this.index = index;
        this.room = seating.room(index);
        this.speaker = seating.speaker(index);
        this.lastHeard = new long[seating.speakers(index)];
    }

    void dial(InetSocketAddress server, @Nullable InetAddress source, byte[] request) throws IOException {
        connection = new Connection(loop, this, server, source, request);
    }

    /** Makes a message, which goes out with {@link #flush} or when the current read is done. */
    void publish(long nanos) {
        inFlight++;
        loop.out.publication(crowd.envelope(room), crowd.payload, index, ++sequence, nanos);
        crowd.sent(this, nanos);
    }

    void flush() {
        if (connection != null) {
            connection.flush();
        }
    }

    boolean isGone() {
        return connection != null && connection.isClosed();
    }

    @Override
    public void opened() {
        if (crowd.dialect.clientBegins()) {
            join();
        }
    }

    @Override
    public void text(byte[] bytes, int from, int to) {
        Stamp stamp = crowd.stamp;
        if (joined && stamp.find(bytes, from, to)) {
            LoadClient author = crowd.author(stamp.client, room);
            if (author != null) {
                crowd.tally.heard(stamp, lastHeard[author.speaker]);
                lastHeard[author.speaker] = stamp.sequence;
                crowd.pattern.heard(this, author, stamp);
            }
            return;
        }
        switch (crowd.dialect.understand(bytes, from, to, loop.out)) {
            case WELCOME -> join();
            case JOINED -> {
                if (!joined) {
                    joined = true;
                    crowd.joined();
                }
            }
            case REFUSED -> crowd.tally.refused(Bytes.excerpt(bytes, from, to));
            case NEWS, ANSWERED -> {}
        }
    }

    @Override
    public void closed(String why) {
        crowd.lost(why);
    }

    private void join() {
        crowd.dialect.join(loop.out, "u" + index, crowd.roomName(room));
    }
}
