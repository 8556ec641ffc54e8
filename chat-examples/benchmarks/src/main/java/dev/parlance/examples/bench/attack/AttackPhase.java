package dev.parlance.examples.bench.attack;

/** What goes on while the honest talk, in this order. */
enum AttackPhase {
    /** Nothing is judged: the server and the memory come to rest. */
    WARM_UP,
    /** Nothing but the honest. */
    QUIET,
    /** The attacker hammers the sink. */
    SINK,
    /** The attacker hammers the server. */
    SERVER,
    /** It has stopped: memory comes back. */
    RECOVERY
}
