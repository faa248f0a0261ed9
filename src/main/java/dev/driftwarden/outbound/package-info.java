/** Calls to systems outside Azure, guarded: only to hosts that are allowed, bounded in size and time. */
@NullMarked
package dev.driftwarden.outbound;

import org.jspecify.annotations.NullMarked;
