package dev.parlance.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What of a node's work goes well, found out by doing it.
 *
 * @param checks one for each thing that was tried, never none
 */
public record Readiness(List<Check> checks) {
    /**
     * Copies.
     *
     * @param checks as above
     */
    public Readiness {
        checks = List.copyOf(checks);
    }

    /**
     * Whether all of it went well.
     *
     * @return if not, clients are better served by another node
     */
    public boolean isReady() {
        return checks.stream().allMatch(check -> check.failure().isEmpty());
    }

    /**
     * One thing that was tried.
     *
     * @param name {@code store}: something was kept and read again; {@code bus}: this node heard what it said to itself
     * @param took how long until that was clear
     * @param failure why it did not go well, if it did not
     */
    public record Check(String name, Duration took, Optional<ChatException> failure) {}
}
