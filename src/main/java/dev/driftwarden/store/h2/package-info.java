/** The store port over an embedded H2 database, a file or in memory, for local runs and tests; one process at a time. */
@NullMarked
package dev.driftwarden.store.h2;

import org.jspecify.annotations.NullMarked;
