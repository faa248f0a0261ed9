/** The accepted states of directory policies, what is there now instead, and what was last seen of them. */
@NullMarked
package dev.driftwarden.baseline;

import org.jspecify.annotations.NullMarked;
