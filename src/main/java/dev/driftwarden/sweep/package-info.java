/** Going through a whole tenant: where resources are found, in which parts, and which of them need a look. */
@NullMarked
package dev.driftwarden.sweep;

import org.jspecify.annotations.NullMarked;
