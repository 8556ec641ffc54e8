/**
 * The way to one Redis and back: connections and what a new one learns, scripts and how they are called, the one pipeline of all commands, and what it means when Redis does not do
 * what it is told. Knows neither messages nor members.
 */
@NullMarked
package dev.parlance.redis.link;

import org.jspecify.annotations.NullMarked;
