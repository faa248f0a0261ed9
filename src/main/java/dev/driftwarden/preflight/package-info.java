/** Checks before and after a deployment: whether the bot may do what the policy asks of it, and is told what it has to know. */
@NullMarked
package dev.driftwarden.preflight;

import org.jspecify.annotations.NullMarked;
