/** Rooms, messages, presence, typing and capped history, with the broker and the transport as plug-ins. */
@SuppressWarnings("module") // those that are exported to are built later
module dev.parlance {
    requires static transitive org.jspecify;

    exports dev.parlance;
    exports dev.parlance.archive;
    exports dev.parlance.attachment;
    exports dev.parlance.broker;
    exports dev.parlance.broker.form;
    exports dev.parlance.broker.store;
    exports dev.parlance.complaint to
            dev.parlance.archive.jdbc,
            dev.parlance.jwt,
            dev.parlance.redis,
            dev.parlance.websocket;
    exports dev.parlance.model;
    exports dev.parlance.policy;
    exports dev.parlance.transport;
}
