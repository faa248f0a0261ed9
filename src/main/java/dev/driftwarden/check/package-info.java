/** Judges recorded worlds and reports what came out, as text or in formats that other programs read. */
@NullMarked
package dev.driftwarden.check;

import org.jspecify.annotations.NullMarked;
