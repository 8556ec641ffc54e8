package dev.parlance.tck.harness;

import org.opentest4j.TestAbortedException;

/** Skips a test aloud. */
public final class Unsupported {
    private static final System.Logger LOG = System.getLogger(Unsupported.class.getName());

    private Unsupported() {}

    public static TestAbortedException hook(String name) {
        LOG.log(System.Logger.Level.WARNING, "skipped a test: this BrokerStore has no {0}", name);
        return new TestAbortedException("this BrokerStore has no " + name);
    }
}
