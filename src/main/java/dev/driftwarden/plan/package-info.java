/** Plans: the exact operations of a fix, what they rely on, how they are undone, and the hash that approval binds to. */
@NullMarked
package dev.driftwarden.plan;

import org.jspecify.annotations.NullMarked;
