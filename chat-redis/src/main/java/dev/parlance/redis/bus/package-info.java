/** What is said between nodes: signals, the topics that a node listens to, and what a subscribed room hears, without a hole. */
@NullMarked
package dev.parlance.redis.bus;

import org.jspecify.annotations.NullMarked;
