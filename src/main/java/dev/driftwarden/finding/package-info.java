/** Findings: one rule failing on one resource, with a life that has one transition function. */
@NullMarked
package dev.driftwarden.finding;

import org.jspecify.annotations.NullMarked;
