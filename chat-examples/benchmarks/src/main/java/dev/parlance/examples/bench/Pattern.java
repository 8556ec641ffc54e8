package dev.parlance.examples.bench;

/** When who says something. */
interface Pattern {
    /** The load begins: first the warm-up, then, without a break, what is measured. */
    void begin();

    /** Once a turn of the loop. */
    void turn();

    /** A client has heard an author's message; what the client publishes now goes out at once. */
    void heard(LoadClient client, LoadClient author, Stamp stamp);

    /** Nothing more is to be said. */
    void end();
}
