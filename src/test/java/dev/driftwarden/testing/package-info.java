/** What several tests share. */
@NullMarked
package dev.driftwarden.testing;

import org.jspecify.annotations.NullMarked;
