/** The standalone server: the engine, one port and a page, configured from a command line. */
@NullMarked
package dev.parlance.examples.server;

import org.jspecify.annotations.NullMarked;
