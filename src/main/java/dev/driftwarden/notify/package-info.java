/** Telling people: notices, and the channels that carry them. */
@NullMarked
package dev.driftwarden.notify;

import org.jspecify.annotations.NullMarked;
