/** What people must be able to rely on when they talk, through two engines over one store. */
@NullMarked
package dev.parlance.tck.talk;

import org.jspecify.annotations.NullMarked;
