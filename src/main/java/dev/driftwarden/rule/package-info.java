/** Rules and their verdicts: what is judged, what came out, and the fix that a rule proposes. */
@NullMarked
package dev.driftwarden.rule;

import org.jspecify.annotations.NullMarked;
