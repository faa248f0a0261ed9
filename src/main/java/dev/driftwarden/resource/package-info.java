/** Azure resource ids and types: parsed once at the edge, compared without regard to case. */
@NullMarked
package dev.driftwarden.resource;

import org.jspecify.annotations.NullMarked;
