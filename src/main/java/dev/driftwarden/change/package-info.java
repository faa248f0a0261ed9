/** What happened: events of Azure, read tolerantly into one form. */
@NullMarked
package dev.driftwarden.change;

import org.jspecify.annotations.NullMarked;
