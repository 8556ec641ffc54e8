package dev.parlance.tck.transport;

import dev.parlance.ChatEngine;
import java.io.IOException;

/** How the transport under test is started, as its author says it. */
interface TransportStarter {
    ServedTransport serve(ChatEngine engine, TransportBounds bounds) throws IOException;
}
