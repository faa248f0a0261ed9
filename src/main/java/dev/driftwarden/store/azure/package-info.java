/** The store port over Azure Storage: tables for records, queues for work, a blob container for bodies. */
@NullMarked
package dev.driftwarden.store.azure;

import org.jspecify.annotations.NullMarked;
