/** The channels behind the messenger port. */
@NullMarked
package dev.driftwarden.notify.channel;

import org.jspecify.annotations.NullMarked;
