/** The rules of stores of files, by what they are about. */
@NullMarked
package dev.parlance.tck.files;

import org.jspecify.annotations.NullMarked;
