/** The live tenant: reads and writes through Azure Resource Manager and Microsoft Graph, with their errors as values. */
@NullMarked
package dev.driftwarden.azure;

import org.jspecify.annotations.NullMarked;
