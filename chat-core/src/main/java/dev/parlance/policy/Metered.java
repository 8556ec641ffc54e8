package dev.parlance.policy;

/**
 * What is counted of a connection, and of a user over all its connections, requests over HTTP and nodes; {@link ChatLimits.Builder#connectionRate} and {@link ChatLimits.Builder#userRate} set how much there may be.
 *
 * <p>A user who is active on several nodes has a share of a rate and its burst on each: the whole divided by their number. A node asks the others as soon as a user did in a short time (3 s) more
 * there than would be allowed if it were as busy on all nodes, and knows their answer at once as a rule, after 2 s if one of them is silent; it asks once a second, each time for some hundred users (24
 * with the longest ids). Until then the user has the whole rate on each: over all nodes at most as many bursts as it is on nodes, beside the rate of so many for the time until the answers are there, and
 * that again not before a minute has passed, for which an answer is believed. So long, too, a user may have only a share who is on one node again, unless it is busy there, which has
 * the others asked anew after 5 s. Without a bus each node is on its own.
 */
@SuppressWarnings("ImmutableEnumChecker") // a rate is two numbers
public enum Metered {
    /** Requests, whatever they ask for, over a connection or HTTP, and whether they could be read or not: of a connection 20 a second, 60 at once, of a user 100 and 300. */
    REQUESTS("requests", new Rate(20, 60), new Rate(100, 300)),
    /** What is asked to become of messages: those sent, edited, deleted, pinned and unpinned, also if it is refused then or changes nothing: 20 a second, 60 at once, of a user 60 and 180. */
    MESSAGES("messages", new Rate(20, 60), new Rate(60, 180)),
    /**
     * What comes in, in bytes: each request and what is none, as long as it is with its envelope, blanks, and fields that nobody knows; text at two a character as it was written, so an escape as
     * {@code \\u0416} is six of them, binary attachments as they are. 250 KB a second, 2 MB at once, of a user 1 MB and 8 MB.
     */
    BYTES_IN("bytes", new Rate(250_000, 2_000_000), new Rate(1_000_000, 8_000_000)),
    /**
     * What messages, edits (all that the message says then) and deletions, words on typing, joins, new names, and changes of a room's record and members have this node send, in bytes: the texts at two bytes a character and 200 more, for each session that is in the room on this node. A
     * join is told if no connection to this node has its user in the room: it costs the notice and that of the going, each 100 and the name, and leaving nothing. 8 MB a second, 64 MB at once, of a user
     * 16 MB and 128 MB.
     */
    BYTES_OUT("bytes for others", new Rate(8_000_000, 64_000_000), new Rate(16_000_000, 128_000_000)),
    /** Joins, those of a room that one is in already among them, and what makes a room with a record or one of two: 10 a second, 100 at once, of a user 20 and 400. */
    JOINS("joins", new Rate(10, 100), new Rate(20, 400)),
    /** Reactions that are added or taken back: 10 a second, 60 at once, of a user 20 and 180. */
    REACTIONS("reactions", new Rate(10, 60), new Rate(20, 180)),
    /** Words on typing: 5 a second, 30 at once, of a user 10 and 60. */
    TYPING("words on typing", new Rate(5, 30), new Rate(10, 60)),
    /** What answers tell of histories, and of who is there or a member, in bytes, one a character and 200 more a message, 50 a member; the answer that goes beyond it is given, the next has to wait. 4 MB a second, 32 MB at once, of a user twice that. */
    HISTORY_BYTES("bytes of histories", new Rate(4_000_000, 32_000_000), new Rate(8_000_000, 64_000_000)),
    /**
     * What is uploaded in files, in bytes: of a user 2 MB a second, 200 MB at once. An upload that goes beyond it is not broken off; who has nothing left begins no other one. A connection uploads
     * nothing.
     */
    FILE_BYTES("bytes of files", Rate.UNLIMITED, new Rate(2_000_000, 200_000_000)),
    /**
     * Requests that were refused for one of these limits: 10 a second, 600 at once, of a user 50 and 3,000. Who goes beyond this has its connection closed with
     * {@link dev.parlance.transport.CloseReason#TOO_MANY_REQUESTS}; over HTTP behind an answer that says so.
     */
    REFUSALS("refused requests", new Rate(10, 600), new Rate(50, 3_000));

    private final String words;
    private final Rate ofConnection;
    private final Rate ofUser;

    Metered(String words, Rate ofConnection, Rate ofUser) {
        this.words = words;
        this.ofConnection = ofConnection;
        this.ofUser = ofUser;
    }

    /** {@return in words, for who had too much of it} */
    public String words() {
        return words;
    }

    /** {@return how much there may be of a connection, unless it is said} */
    public Rate ofConnection() {
        return ofConnection;
    }

    /** {@return how much there may be of a user over all nodes, unless it is said} */
    public Rate ofUser() {
        return ofUser;
    }
}
