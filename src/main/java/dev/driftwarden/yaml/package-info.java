/** Reads YAML written by people and reports every mistake in it at once, each with its place. */
@NullMarked
package dev.driftwarden.yaml;

import org.jspecify.annotations.NullMarked;
