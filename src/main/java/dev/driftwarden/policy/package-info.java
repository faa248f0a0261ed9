/** The policy file: what the bot may do where, and who may approve. */
@NullMarked
package dev.driftwarden.policy;

import org.jspecify.annotations.NullMarked;
