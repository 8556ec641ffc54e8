/** How the parts of Parlance complain in the log: for them alone, not for use from outside. */
@NullMarked
package dev.parlance.complaint;

import org.jspecify.annotations.NullMarked;
