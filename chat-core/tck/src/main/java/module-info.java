/** The contracts of {@link dev.parlance.broker.ChatBroker}, {@link dev.parlance.attachment.AttachmentStore} and {@link dev.parlance.transport.ChatConnection} as tests that every implementation extends and runs. */
module dev.parlance.tck {
    requires static transitive org.jspecify;
    requires transitive dev.parlance;
    requires transitive org.junit.jupiter.api;
    requires java.management;
    requires org.assertj.core;

    exports dev.parlance.tck;
    exports dev.parlance.tck.transport;

    // the tests themselves are package-private: a kit's API is what its user writes against
    opens dev.parlance.tck to
            org.junit.platform.commons;
    opens dev.parlance.tck.archives to
            org.junit.platform.commons;
    opens dev.parlance.tck.rules to
            org.junit.platform.commons;
    opens dev.parlance.tck.talk to
            org.junit.platform.commons;
    opens dev.parlance.tck.files to
            org.junit.platform.commons;
    opens dev.parlance.tck.ports to
            org.junit.platform.commons;
    opens dev.parlance.tck.transport to
            org.junit.platform.commons;
}
