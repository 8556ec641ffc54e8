/** What the rules handle a cluster with: nodes whose operations are waited for, what they hear, crowds, and words that are hard to keep. */
@NullMarked
package dev.parlance.tck.harness;

import org.jspecify.annotations.NullMarked;
