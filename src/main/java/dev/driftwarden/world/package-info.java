/** What can be read of a tenant: objects, complete collections, accepted baselines; and what could not be read. */
@NullMarked
package dev.driftwarden.world;

import org.jspecify.annotations.NullMarked;
