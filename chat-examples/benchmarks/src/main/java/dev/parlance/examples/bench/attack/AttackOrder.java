package dev.parlance.examples.bench.attack;

import tools.jackson.databind.json.JsonMapper;

/** What the attacker is to do: a step of an attack, against a port of this machine, for so long and of such a size. */
record AttackOrder(Step step, String attack, int port, long millis, double scale) {
    /** The first two for each server, or the second alone for the sink; the last when all has been looked at. */
    enum Step {
        PREPARE,
        ATTACK,
        LEAVE
    }

    static AttackOrder parse(String line) {
        return JsonMapper.shared().readValue(line, AttackOrder.class);
    }

    String line() {
        return JsonMapper.shared().writeValueAsString(this);
    }
}
