/**
 * The chat server on one port: the native WebSocket protocol, the REST interface and static pages, over Apache HttpCore and Java-WebSocket. Only
 * {@link dev.parlance.websocket} and {@link dev.parlance.websocket.socketio} are for use from outside.
 */
module dev.parlance.websocket {
    exports dev.parlance.websocket;
    exports dev.parlance.websocket.socketio;

    requires transitive dev.parlance;
    requires dev.parlance.protocol;
    requires java.management;
    requires jdk.management;
    requires jdk.net; // HttpCore's: an automatic module requires nothing itself
    requires org.apache.httpcomponents.core5.httpcore5;
    requires org.java_websocket;
    requires tools.jackson.databind;
    requires org.slf4j;
    requires static org.jspecify;
}
