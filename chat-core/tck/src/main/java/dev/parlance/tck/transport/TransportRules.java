package dev.parlance.tck.transport;

import dev.parlance.ChatEngine;
import dev.parlance.policy.ChatLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.opentest4j.TestAbortedException;

/** What the tests of all rules share: a service each, of which nothing may be left. */
abstract class TransportRules {
    /** Four fit into the outbox, five do not. */
    static final String LONG_TEXT = "x".repeat(60_000);

    static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration NOT_IN_THIS_TEST = Duration.ofMinutes(1);
    private static final System.Logger LOG = System.getLogger(TransportRules.class.getName());

    private final TransportStarter starter;
    private final Supplier<Duration> patience;
    private @Nullable Service service;

    TransportRules(TransportStarter starter, Supplier<Duration> patience) {
        this.starter = starter;
        this.patience = patience;
    }

    Service serve() throws IOException {
        return serve(limits -> limits);
    }

    Service serve(UnaryOperator<ChatLimits.Builder> limits) throws IOException {
        return serve(limits, settings -> settings);
    }

    Service serve(UnaryOperator<ChatLimits.Builder> limits, UnaryOperator<ChatEngine.Builder> settings)
            throws IOException {
        return serve(NOT_IN_THIS_TEST, limits, settings);
    }

    /** One that soon takes who is silent for gone. */
    Service serve(Duration idleTimeout) throws IOException {
        return serve(idleTimeout, limits -> limits, settings -> settings);
    }

    private Service serve(
            Duration idleTimeout, UnaryOperator<ChatLimits.Builder> limits, UnaryOperator<ChatEngine.Builder> settings)
            throws IOException {
        Service served = new Service(starter, new Patience(patience.get()), idleTimeout, limits, settings);
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
