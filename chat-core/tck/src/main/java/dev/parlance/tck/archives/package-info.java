/** The rules for archives, a class for what belongs together. */
@NullMarked
package dev.parlance.tck.archives;

import org.jspecify.annotations.NullMarked;
