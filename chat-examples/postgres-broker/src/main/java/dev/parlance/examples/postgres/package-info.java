/** The port of a store over PostgreSQL, an example to read, copy and run: rows, advisory locks, and LISTEN/NOTIFY. */
@NullMarked
package dev.parlance.examples.postgres;

import org.jspecify.annotations.NullMarked;
