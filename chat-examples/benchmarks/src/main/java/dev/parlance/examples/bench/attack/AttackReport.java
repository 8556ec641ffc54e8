package dev.parlance.examples.bench.attack;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came of an order.
 *
 * @param dialed how many connections were tried
 * @param told what the attacker was told, how often: statuses, error codes, close codes
 * @param honest what the people of the scene were refused
 * @param fault why it could not be done, or null
 */
record AttackReport(
        long dialed,
        Map<String, Long> told,
        List<String> honest,
        @Nullable String fault) {
    static final AttackReport EMPTY = new AttackReport(0, Map.of(), List.of(), null);
    static final String BEGINNING = "{\"";

    static AttackReport parse(String line) {
        return JsonMapper.shared().readValue(line, AttackReport.class);
    }

    String line() {
        return JsonMapper.shared().writeValueAsString(this);
    }
}
