/** Reads rule files into definitions and reports all their mistakes; knows the shape of a rule, not how it is evaluated. */
@NullMarked
package dev.driftwarden.rule.load;

import org.jspecify.annotations.NullMarked;
