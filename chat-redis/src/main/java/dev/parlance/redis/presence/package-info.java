/** Who is in which room by which node: entering and leaving, leases of nodes, and having the members of dead ones leave. */
@NullMarked
package dev.parlance.redis.presence;

import org.jspecify.annotations.NullMarked;
