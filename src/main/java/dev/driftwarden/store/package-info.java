/** The store port: records, work queues and large bodies; one contract, two adapters. */
@NullMarked
package dev.driftwarden.store;

import org.jspecify.annotations.NullMarked;
