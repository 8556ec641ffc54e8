/** JSON on the wire as such, whatever it is about: read from strangers, written as bytes. For our own modules alone. */
@NullMarked
package dev.parlance.protocol.json;

import org.jspecify.annotations.NullMarked;
