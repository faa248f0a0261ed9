/** The command line {@code driftwarden}. */
@NullMarked
package dev.driftwarden.cli;

import org.jspecify.annotations.NullMarked;
