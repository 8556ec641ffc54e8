/** A server's certificates and keys: read from files, chosen by the name that a client asks for, read anew while the server runs. Cryptography and formats are the JDK's. */
@NullMarked
package dev.parlance.websocket.tls;

import org.jspecify.annotations.NullMarked;
