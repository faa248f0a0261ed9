/** Deciding what to do about a finding: a pure function whose result says every reason. */
@NullMarked
package dev.driftwarden.decision;

import org.jspecify.annotations.NullMarked;
