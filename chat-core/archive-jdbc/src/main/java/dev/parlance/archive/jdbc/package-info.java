/** Messages kept for good over {@code java.sql}: {@link dev.parlance.archive.jdbc.JdbcArchive}. */
@NullMarked
package dev.parlance.archive.jdbc;

import org.jspecify.annotations.NullMarked;
