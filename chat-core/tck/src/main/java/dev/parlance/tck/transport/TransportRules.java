package dev.parlance.tck.transport;

import dev.parlance.ChatEngine;
import dev.parlance.policy.ChatLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.opentest4j.TestAbortedException;

/** What the tests of all rules share: a service each, of which nothing may be left. */
abstract class TransportRules {
    static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration NOT_IN_THIS_TEST = Duration.ofMinutes(1);
    private static final System.Logger LOG = System.getLogger(TransportTck.class.getName());

    private final TransportTck kit;
    private @Nullable Service service;

    TransportRules(TransportTck kit) {
        this.kit = kit;
    }

    Service serve() throws IOException {
        return serve(limits -> limits);
    }

    Service serve(UnaryOperator<ChatLimits.Builder> limits) throws IOException {
        return serve(NOT_IN_THIS_TEST, limits, settings -> settings);
    }

    Service serve(
            Duration idleTimeout, UnaryOperator<ChatLimits.Builder> limits, UnaryOperator<ChatEngine.Builder> settings)
            throws IOException {
        Service served = new Service(kit, idleTimeout, limits, settings);
        service = served;
        return served;
    }

    /** Skips a test aloud. */
    void needs(boolean condition, String hook) {
        if (!condition) {
            LOG.log(System.Logger.Level.WARNING, "skipped a test: this transport says {0} is false", hook);
            throw new TestAbortedException("this transport says " + hook + " is false");
        }
    }

    @AfterEach
    void close() throws IOException {
        Service served = service;
        if (served != null) {
            service = null;
            served.close();
        }
    }
}
