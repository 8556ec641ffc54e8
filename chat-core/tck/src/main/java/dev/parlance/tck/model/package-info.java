/** A plain model of the contract, the random programs that are played on it and on a broker, and how a program that differs becomes the least that does. */
@NullMarked
package dev.parlance.tck.model;

import org.jspecify.annotations.NullMarked;
