/** What files are, by their bytes, and smaller pictures of pictures. */
@NullMarked
package dev.parlance.files;

import org.jspecify.annotations.NullMarked;
