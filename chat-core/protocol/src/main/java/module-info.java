/** The words on the wire, for any transport. Only {@link dev.parlance.protocol} is for use from outside. */
@SuppressWarnings("module") // the one that is exported to is built later
module dev.parlance.protocol {
    exports dev.parlance.protocol;
    exports dev.parlance.protocol.json to
            dev.parlance.websocket;
    exports dev.parlance.protocol.words to
            dev.parlance.websocket;

    requires transitive dev.parlance;
    requires tools.jackson.databind;
    requires static org.jspecify;
}
