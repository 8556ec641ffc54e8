package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class StoppedWhileStartingTest {
    @Test
    void aSignalThatComesMeanwhileIsSaidInALineAndWaitsForNoStore() throws Exception {
        try (ServerSocket store = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CommandLine line = ChatServerMain.commandLine(Map.of());
            line.parseArgs("--redis", "redis://127.0.0.1:" + store.getLocalPort());
            StandaloneServer server = new StandaloneServer(line.getCommand());
            FutureTask<String> starting = new FutureTask<>(() -> {
                server.start();
                return "serves";
            });
            new Thread(starting).start();
            try (Socket silent = store.accept()) {
                assertThat(silent.isConnected()).isTrue();
                server.close();
            }
            assertThatThrownBy(() -> starting.get(10, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(IOException.class)
                    .hasMessage("told to stop while it started");
        }
    }
}
