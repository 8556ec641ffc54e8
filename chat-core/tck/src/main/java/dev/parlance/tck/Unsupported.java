package dev.parlance.tck;

import org.opentest4j.TestAbortedException;

/** Skips a test aloud. */
final class Unsupported {
    private static final System.Logger LOG = System.getLogger(BrokerTck.class.getName());

    private Unsupported() {}

    static TestAbortedException hook(String name) {
        LOG.log(System.Logger.Level.WARNING, "skipped a test: this BrokerStore has no {0}", name);
        return new TestAbortedException("this BrokerStore has no " + name);
    }
}
