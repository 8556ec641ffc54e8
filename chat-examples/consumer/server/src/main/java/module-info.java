module com.example.server {
    requires dev.parlance.archive.jdbc;
    requires dev.parlance.redis;
    requires dev.parlance.websocket;
    requires java.net.http;
}
