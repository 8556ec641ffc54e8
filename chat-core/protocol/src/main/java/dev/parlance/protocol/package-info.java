/**
 * The native protocol for any transport: {@link dev.parlance.protocol.NativeProtocol} encodes what goes out and reads what comes in. With it a transport of a
 * host's own has only to carry texts.
 */
@NullMarked
package dev.parlance.protocol;

import org.jspecify.annotations.NullMarked;
