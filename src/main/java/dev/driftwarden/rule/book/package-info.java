/** The rules in force: compiles definitions, reads what they need, judges, and computes fixes and their undo. */
@NullMarked
package dev.driftwarden.rule.book;

import org.jspecify.annotations.NullMarked;
