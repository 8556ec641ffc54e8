package dev.parlance.examples.bench.attack;

import java.net.InetSocketAddress;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Where a server or sink listens, and with what to encrypt on the way there. */
record Address(InetSocketAddress socket, @Nullable SSLContext tls) {}
