/** The JSON API, and the one place that leads requests to API or console. */
@NullMarked
package dev.driftwarden.api;

import org.jspecify.annotations.NullMarked;
