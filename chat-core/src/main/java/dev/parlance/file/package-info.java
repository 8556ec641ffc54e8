/** Which messages name which files, and what becomes of those that none names. */
@NullMarked
package dev.parlance.file;

import org.jspecify.annotations.NullMarked;
