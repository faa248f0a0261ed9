/** The bot's own work: one change from its arrival to the verified fix. */
@NullMarked
package dev.driftwarden.engine;

import org.jspecify.annotations.NullMarked;
