/** Sends traces and figures to where the environment says; loaded only when it names a place. */
@NullMarked
package dev.driftwarden.telemetry.export;

import org.jspecify.annotations.NullMarked;
