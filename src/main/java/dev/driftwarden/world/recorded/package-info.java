/** A tenant recorded in files: strict reading of JSON, and a world that answers from it and knows what it lacks. */
@NullMarked
package dev.driftwarden.world.recorded;

import org.jspecify.annotations.NullMarked;
