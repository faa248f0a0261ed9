/** The pages that people use, made on the server; they work without scripts. */
@NullMarked
package dev.driftwarden.console;

import org.jspecify.annotations.NullMarked;
