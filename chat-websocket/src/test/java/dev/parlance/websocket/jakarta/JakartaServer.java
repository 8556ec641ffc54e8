package dev.parlance.websocket.jakarta;

import dev.parlance.ChatEngine;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsContextListener;

/** A host's own server, here Tomcat, with the chat at {@code /ws}. */
final class JakartaServer implements AutoCloseable {
    static final int MAX_MESSAGE_CHARACTERS = 64 * 1024;

    /** Held, or its level would be forgotten. */
    private static final Logger TOMCAT = Logger.getLogger("org.apache");

    static {
        TOMCAT.setLevel(Level.SEVERE); // it takes threads of the engine for forgotten ones
    }

    private final Tomcat tomcat = new Tomcat();
    private final ExecutorService executor = Executors.newCachedThreadPool(JakartaServer::daemon);
    private final ScheduledExecutorService heartbeat =
            Executors.newSingleThreadScheduledExecutor(JakartaServer::daemon);
    private final Set<JakartaConnection> connections = ConcurrentHashMap.newKeySet();

    JakartaServer(ChatEngine engine, int outboxBytes, Duration idleTimeout) throws IOException {
        Path folder = Files.createTempDirectory("tomcat");
        tomcat.setBaseDir(folder.toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(0);
        tomcat.getConnector();
        Context context = tomcat.addContext("", folder.toString());
        context.addApplicationListener(WsContextListener.class.getName());
        Tomcat.addServlet(context, "chat", new Upgrade(engine, outboxBytes)).addMapping("/ws");
        try {
            tomcat.start();
        } catch (LifecycleException e) {
            throw new IOException(e);
        }
        long interval = idleTimeout.toNanos() / 4;
        heartbeat.scheduleAtFixedRate(() -> look(idleTimeout), interval, interval, TimeUnit.NANOSECONDS);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "jakarta-chat");
        thread.setDaemon(true);
        return thread;
    }

    private void look(Duration idleTimeout) {
        connections.removeIf(JakartaConnection::hasEnded);
        connections.forEach(each -> each.look(idleTimeout));
    }

    int port() {
        return tomcat.getConnector().getLocalPort();
    }

    int connections() {
        return (int) connections.stream().filter(JakartaConnection::isOpen).count();
    }

    @Override
    public void close() throws IOException {
        if (heartbeat.isShutdown()) {
            return;
        }
        heartbeat.shutdown();
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IOException(e);
        } finally {
            connections.forEach(JakartaConnection::gone); // one whose handshake the stop overtook is told nothing
        }
    }

    /** Makes a WebSocket of a request: by hand, since only a servlet knows where it comes from. */
    private final class Upgrade extends HttpServlet {
        private static final long serialVersionUID = 1;

        private final transient ChatEngine engine;
        private final int outboxBytes;

        Upgrade(ChatEngine engine, int outboxBytes) {
            this.engine = engine;
            this.outboxBytes = outboxBytes;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            ServerContainer container =
                    (ServerContainer) getServletContext().getAttribute(ServerContainer.class.getName());
            container.setDefaultMaxTextMessageBufferSize(MAX_MESSAGE_CHARACTERS);
            JakartaConnection connection = new JakartaConnection(
                    engine, Map.of("remoteAddress", request.getRemoteAddr()), outboxBytes, executor);
            ServerEndpointConfig config = ServerEndpointConfig.Builder.create(JakartaConnection.class, "/ws")
                    .configurator(new ServerEndpointConfig.Configurator() {
                        @Override
                        public <T> T getEndpointInstance(Class<T> type) {
                            return type.cast(connection);
                        }
                    })
                    .build();
            connections.add(connection);
            try {
                container.upgradeHttpToWebSocket(request, response, config, Map.of());
            } catch (DeploymentException e) {
                throw new ServletException(e);
            }
        }
    }
}
