/** Traces and figures about the bot itself; the one place that names what it emits. */
@NullMarked
package dev.driftwarden.telemetry;

import org.jspecify.annotations.NullMarked;
