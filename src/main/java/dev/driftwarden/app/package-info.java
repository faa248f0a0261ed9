/** The object graph: settings read, parts put together, once. */
@NullMarked
package dev.driftwarden.app;

import org.jspecify.annotations.NullMarked;
