/** Values: ids, users, messages, positions, history, events and errors. All immutable, all checked when made. */
@NullMarked
package dev.parlance.model;

import org.jspecify.annotations.NullMarked;
