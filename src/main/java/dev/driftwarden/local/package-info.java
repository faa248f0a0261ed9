/** A small Functions host for one machine: webhook, routes, queues and timers of the same function classes. */
@NullMarked
package dev.driftwarden.local;

import org.jspecify.annotations.NullMarked;
