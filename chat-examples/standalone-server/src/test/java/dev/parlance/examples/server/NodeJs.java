package dev.parlance.examples.server;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/** The installed Node.js with the packages of {@code package.json}, which {@code npm ci} has put beside it. */
final class NodeJs {
    private NodeJs() {}

    static void require() {
        ClientProgram.require(
                ClientProgram.isOnPath("node") && ClientProgram.isOnPath("npm"),
                "The tests of JavaScript clients need node and npm on the PATH.");
    }

    static void requireClients() {
        require();
        ClientProgram.require(
                isInstalled("socket.io-client") && isInstalled("socket.io-client-3"),
                "The tests with socket.io-client need \"npm ci\" in " + ClientProgram.MODULE + ".");
    }

    private static boolean isInstalled(String client) {
        return Files.exists(Repository.file(ClientProgram.MODULE + "/node_modules/" + client + "/package.json"));
    }

    /** Runs the tests of a file with the clients of a package. */
    static void test(String file, String client, SocketIoNodes nodes) throws IOException, InterruptedException {
        ClientProgram.run(List.of("node", "--test", "src/test/node/" + file), Map.of("CLIENT", client), nodes);
    }
}
