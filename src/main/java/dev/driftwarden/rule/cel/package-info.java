/** Type-checks and evaluates CEL; the only package that knows the CEL library. */
@NullMarked
package dev.driftwarden.rule.cel;

import org.jspecify.annotations.NullMarked;
