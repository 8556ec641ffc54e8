/**
 * How messages, events, signals and what is known of rooms become bytes and come back, for any store and any bus: {@link dev.parlance.broker.form.StoredForm}, {@link dev.parlance.broker.form.RoomForm}, and what it is written and read with, for a store that has
 * records of its own to keep beside them. All forms carry the number of their {@link dev.parlance.broker.form.Format}, so that two versions next to each other run side by side.
 */
@NullMarked
package dev.parlance.broker.form;

import org.jspecify.annotations.NullMarked;
